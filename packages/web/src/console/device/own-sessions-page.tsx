import { Page } from "../shell/page.tsx";
import { Loaded } from "../states/index.ts";
import { endOwnSession, useOwnSessions } from "./device-queries.ts";
import { SessionTable } from "./session-table.tsx";

/** 我的登录: everywhere the account is signed in, and ending what should not be. */
export function Component() {
  const sessions = useOwnSessions();
  return (
    <Page title="我的登录" note="有不认识的，先结束它，再请管理员重设密码。">
      <Loaded query={sessions}>
        {(rows) => (
          <section className="panel">
            <SessionTable rows={rows} whose={false} end={endOwnSession} />
          </section>
        )}
      </Loaded>
    </Page>
  );
}
