import { useState } from "react";
import { Button } from "../frame/button.tsx";
import { useField } from "../frame/field-context.ts";
import { OwnSessions } from "./own-sessions.tsx";

/** 账号: who is at the phone, and how to lock it, hand it over, or leave. */
export function AccountPanel() {
  const { session, keepsRecords, lock, changePin, switchPerson } = useField();
  return (
    <>
      <h2 className="section-title">账号</h2>
      <p className="me-person">
        {session.person.name}
        <small>
          {[session.person.post, session.street.name].filter(Boolean).join(" · ")}，账号{" "}
          {session.account.login}
        </small>
      </p>
      <div className="stack">
        {keepsRecords && (
          <>
            <Button onClick={switchPerson}>换人用这部手机</Button>
            <Button onClick={lock}>现在锁上</Button>
            <Button onClick={changePin}>更改 PIN</Button>
          </>
        )}
        <OwnSessions />
        <SignOut />
      </div>
    </>
  );
}

/** Asks once, saying what stays. */
function SignOut() {
  const { queue, signOut, keepsRecords } = useField();
  const [asked, setAsked] = useState(false);
  if (!asked) return <Button onClick={() => setAsked(true)}>退出登录</Button>;
  const left = queue.unsent + queue.refused;
  return (
    <div className="stack" role="group" aria-label="退出登录">
      <p className="hint">{keepsRecords ? stays(left) : leaves(left)}</p>
      <Button kind="main" onClick={() => void signOut()}>
        确认退出
      </Button>
      <Button onClick={() => setAsked(false)}>不退出</Button>
    </div>
  );
}

const stays = (left: number): string =>
  left > 0
    ? `还有 ${left} 条没发完，会锁在这部手机里，不会删除。要发送得再输密码登录，也可以由同事代为发送。`
    : "记录都已送达。本机的记录会锁上，下次用 PIN 打开，要发送得再输密码登录。";
const leaves = (left: number): string =>
  left > 0 ? `还有 ${left} 条没发完，退出就没有了。请先等发完。` : "记录都已送达，可以退出。";
