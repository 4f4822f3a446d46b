import type { UseQueryResult } from "@tanstack/react-query";
import { Spin } from "antd";
import { useEffect, useState, type ReactNode } from "react";
import { ProblemState } from "./problem-state.tsx";

/** Appears only after 300 ms, so that quick answers do not flicker. */
export function Pending({ doing = "正在读取" }: { doing?: string }) {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), 300);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="pending" aria-busy="true">
      {shown ? (
        <div role="status">
          <Spin size="small" /> <span style={{ marginLeft: 8 }}>{doing}……</span>
        </div>
      ) : null}
    </div>
  );
}

/** The three faces of a query: reading, failed (with what is safe), and there. Old data stays while it is read anew. */
export function Loaded<T>({
  query,
  doing,
  children,
}: {
  query: UseQueryResult<T>;
  doing?: string;
  children: (data: T) => ReactNode;
}) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.isError) return <ProblemState error={query.error} onRetry={() => void query.refetch()} />;
  return doing === undefined ? <Pending /> : <Pending doing={doing} />;
}
