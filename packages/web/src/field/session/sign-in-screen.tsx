import { useState, type FormEvent } from "react";
import { ProductMark } from "../../shared/drawings/index.ts";
import { asProblem, type ApiProblem } from "../../shared/api/index.ts";
import { Button } from "../frame/button.tsx";
import { Refused } from "../frame/notice.tsx";

/** 登录 with the password; needs signal. `login` given: that person, and nobody else. */
export function SignInScreen(props: {
  login: string | null;
  /** A first guess, to be overwritten. */
  suggested: string | null;
  /** What the sign-in is for, in a line. */
  why: string;
  signIn: (login: string, password: string) => Promise<void>;
  onBack: { word: string; act: () => void } | null;
}) {
  const [login, setLogin] = useState(props.login ?? props.suggested ?? "");
  const [password, setPassword] = useState("");
  const [shown, setShown] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      await props.signIn(login.trim(), password);
    } catch (error) {
      setProblem(asProblem(error));
      setBusy(false);
    }
  }

  return (
    <>
      <header>
        <ProductMark size={56} />
        <h1>零株</h1>
        <p>踏查登记</p>
      </header>
      <form onSubmit={(event) => void submit(event)}>
        <p className="sign-in-why">{props.why}</p>
        <label className="field">
          <span>账号</span>
          <input
            value={login}
            onChange={(event) => setLogin(event.target.value)}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            readOnly={props.login !== null}
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
          <Button kind="quiet" onClick={props.onBack.act}>
            {props.onBack.word}
          </Button>
        )}
      </form>
      <p className="sign-in-foot">账号由街道发放。忘记密码请联系街道管理员重设。</p>
    </>
  );
}
