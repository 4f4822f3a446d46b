import { isRouteErrorResponse, useRouteError } from "react-router";
import { Button } from "antd";
import { OfflineDrawing } from "../../shared/drawings/index.ts";
import { EmptyState } from "./empty-state.tsx";
import { NotFound } from "./not-found.tsx";
import { ProblemState } from "./problem-state.tsx";

/** A page's code could not be fetched: the server was updated, or is away. */
const codeMissing = (error: unknown) =>
  error instanceof Error &&
  /dynamically imported module|Importing a module|module script|Unable to preload/i.test(error.message);

/** What a page shows when its code threw; menu and top bar stay usable. */
export function RouteFault() {
  const error = useRouteError();
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFound />;
  if (codeMissing(error))
    return (
      <EmptyState
        drawing={<OfflineDrawing />}
        title="页面没有取到"
        action={<Button onClick={() => window.location.reload()}>刷新页面</Button>}
      >
        服务可能刚更新或暂时中断。已保存的内容都是安全的，刷新后继续。
      </EmptyState>
    );
  return <ProblemState error={error} onRetry={() => window.location.reload()} />;
}
