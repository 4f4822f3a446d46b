import { Outlet } from "react-router";
import { SessionContext, useSessionQuery } from "../../shared/session/index.ts";
import { EntryPage } from "../entry/entry-page.tsx";
import { Pending, ProblemState } from "../states/index.ts";
import { SignInAgain } from "./sign-in-again.tsx";

/**
 * Lets nobody past without a session. The address stays what it was, so a shared link opens after signing in.
 */
export function Gate() {
  const session = useSessionQuery();
  if (session.data === undefined) {
    if (session.isError) return <ProblemState error={session.error} onRetry={() => void session.refetch()} />;
    return <Pending doing="正在打开" />;
  }
  if (session.data === null) return <EntryPage />;
  return (
    <SessionContext value={session.data}>
      <Outlet />
      <SignInAgain />
    </SessionContext>
  );
}
