import { useState, type FormEvent } from "react";
import { z } from "zod";
import { ProductMark } from "../../shared/drawings/index.ts";
import { asProblem, post, type ApiProblem } from "../../shared/api/index.ts";
import { Button } from "../frame/button.tsx";
import { Refused } from "../frame/notice.tsx";
import "./session.css";

const Done = z.object({ done: z.literal(true) });

/** 登录. `onBack` leads back to the records when somebody's session has merely ended. */
export function SignInScreen(props: { onSignedIn: () => Promise<void>; onBack: (() => void) | null }) {
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const [shown, setShown] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);

  async function signIn(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      await post("/api/session", { login: login.trim(), password }, Done);
      await props.onSignedIn();
    } catch (error) {
      setProblem(asProblem(error));
      setBusy(false);
    }
  }

  return (
    <main className="sign-in">
      <header>
        <ProductMark size={56} />
        <h1>零株</h1>
        <p>踏查登记</p>
      </header>
      <form onSubmit={(event) => void signIn(event)}>
        <label className="field">
          <span>账号</span>
          <input
            value={login}
            onChange={(event) => setLogin(event.target.value)}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
          />
        </label>
        <label className="field">
          <span>密码</span>
          <input
            value={password}
            onChange={(event) => setPassword(event.target.value)}
            type={shown ? "text" : "password"}
            autoComplete="current-password"
            required
          />
        </label>
        <label className="tick">
          <input type="checkbox" checked={shown} onChange={(event) => setShown(event.target.checked)} />
          <span>显示密码</span>
        </label>
        {problem && <Refused title={problem.title}>{problem.detail}</Refused>}
        <Button kind="main" type="submit" disabled={busy}>
          {busy ? "正在登录…" : "登录"}
        </Button>
        {props.onBack && (
          <Button kind="quiet" onClick={props.onBack}>
            暂不登录，继续登记
          </Button>
        )}
      </form>
      <p className="sign-in-foot">账号由街道发放。忘记密码请联系街道管理员重设。</p>
    </main>
  );
}
