import { useState } from "react";
import { useField } from "../frame/field-context.ts";
import { Button } from "../frame/button.tsx";
import type { Refusal } from "../store/entry.ts";
import { SendError } from "../store/sender.ts";

/** 代为发送: what colleagues have left on this phone, as numbers, and one button. */
export function OthersPanel() {
  const { others, carry } = useField();
  const [busy, setBusy] = useState(false);
  const [words, setWords] = useState<string | null>(null);
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const left = others.filter(({ unsent }) => unsent > 0);
  const carriable = left.reduce((sum, person) => sum + person.carriable, 0);
  if (left.length === 0 && words === null) return null;

  async function send() {
    setBusy(true);
    setWords("正在代发…");
    try {
      const carried = await carry();
      setWords(`已代发 ${carried.sent} 条。`);
      setRefusals(carried.refusals);
    } catch (error) {
      const signedOut = error instanceof SendError && error.fault.kind === "signed-out";
      setWords(
        signedOut
          ? "登录已过期，没有代发。重新登录后再试。"
          : "没有信号或服务器暂时连不上，没有代发，记录都还在。",
      );
    }
    setBusy(false);
  }

  return (
    <section className="card me-others" aria-label="同事的记录">
      <ul>
        {left.map(({ personId, name, unsent, carriable: able }) => (
          <li key={personId}>
            {name ?? "另一位同事"}还有 <strong>{unsent}</strong> 条没发
            {able < unsent && <small>其中 {unsent - able} 条要等本人打开后才能发</small>}
          </li>
        ))}
      </ul>
      {carriable > 0 && (
        <>
          <p className="hint">可以替他们发送，内容是加密的，您看不到。</p>
          <Button disabled={busy} onClick={() => void send()}>
            代为发送 {carriable} 条
          </Button>
        </>
      )}
      {words && (
        <p className="hint" role="status">
          {words}
        </p>
      )}
      {refusals.map(({ code, title, detail }) => (
        <p key={code} className="queue-reason">
          {title}：{detail}
        </p>
      ))}
    </section>
  );
}
