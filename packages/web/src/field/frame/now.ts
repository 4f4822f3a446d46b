import { useEffect, useState } from "react";
import { timeNow } from "../../shared/clock/house-time.ts";

/** Milliseconds now, renewed every half minute: what is drawn depends on the time only through this. */
export function useNow(): number {
  const [now, setNow] = useState(() => timeNow());
  useEffect(() => {
    const timer = setInterval(() => setNow(timeNow()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
