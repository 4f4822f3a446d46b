import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { asProblem } from "../../shared/api/index.ts";

/** True from the first request that found no service until one succeeds. */
function useServiceAway(): boolean {
  const client = useQueryClient();
  const [away, setAway] = useState(false);
  useEffect(() => {
    const queries = client.getQueryCache().subscribe((event) => {
      if (event.type !== "updated") return;
      if (event.action.type === "success") setAway(false);
      if (event.action.type === "error" || event.action.type === "failed")
        if (asProblem(event.action.error).passing) setAway(true);
    });
    const mutations = client.getMutationCache().subscribe((event) => {
      if (event.type === "updated" && event.action.type === "error" && asProblem(event.action.error).passing)
        setAway(true);
    });
    return () => {
      queries();
      mutations();
    };
  }, [client]);

  useEffect(() => {
    if (!away) return;
    const timer = setInterval(() => {
      void (async () => {
        const ready = await fetch("/api/ready").catch(() => null);
        if (!ready?.ok) return;
        setAway(false);
        await client.refetchQueries({ type: "active" });
      })();
    }, 4_000);
    return () => clearInterval(timer);
  }, [away, client]);
  return away;
}

/** A calm strip while the service cannot be reached; it goes by itself. */
export function ServiceAway() {
  const away = useServiceAway();
  return (
    <div role="status" aria-live="polite">
      {away ? <div className="shell-away">暂时连不上服务，正在重试。已保存的内容都是安全的。</div> : null}
    </div>
  );
}
