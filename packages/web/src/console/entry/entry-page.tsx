import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { z } from "zod";
import { get } from "../../shared/api/index.ts";
import { ProductMark } from "../../shared/drawings/index.ts";
import { sessionKey } from "../../shared/session/index.ts";
import { Loaded } from "../states/index.ts";
import { EntryPicture } from "./entry-picture.tsx";
import { SetUpForm } from "./set-up-form.tsx";
import { SignInForm } from "./sign-in-form.tsx";
import "./entry.css";

const SetupNeeded = z.object({ needed: z.boolean() });

/** What somebody without a session sees: the sign-in, or on a new machine the first set-up. */
export function EntryPage() {
  const setup = useQuery({ queryKey: ["setup"], queryFn: () => get("/api/setup", SetupNeeded) });
  const client = useQueryClient();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  useEffect(() => {
    document.title = "零株";
  }, []);
  return (
    <div className="entry">
      <aside className="entry-side">
        <div className="entry-brand">
          <ProductMark size={40} />
          <div>
            <strong>零株</strong>
            <span>街道禁种铲毒工作台</span>
          </div>
        </div>
        <EntryPicture />
        <p>
          哪一户、哪一块地，谁在哪天看过；
          <br />
          发现的每一株，都有始有终。
        </p>
      </aside>
      <main className="entry-main">
        <Loaded query={setup}>
          {({ needed }) =>
            needed ? (
              <SetUpForm
                code={search.get("setup") ?? ""}
                onDone={async () => {
                  await navigate("/begin", { replace: true });
                  client.removeQueries({ queryKey: ["setup"] });
                  await client.invalidateQueries({ queryKey: sessionKey });
                }}
              />
            ) : (
              <section className="entry-card">
                <h1>登录</h1>
                <SignInForm onDone={() => client.invalidateQueries({ queryKey: sessionKey })} />
                <p className="entry-foot">没有账号或忘记密码，请联系街道管理员。</p>
              </section>
            )
          }
        </Loaded>
      </main>
    </div>
  );
}
