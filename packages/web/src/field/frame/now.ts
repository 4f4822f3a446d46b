import { useEffect, useState } from "react";

/** Milliseconds now, renewed every half minute: what is drawn depends on the time only through this. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
