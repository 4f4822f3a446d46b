import type { ReactNode } from "react";
import { momentWords } from "../../shared/format/index.ts";
import type { KeptAnswer } from "../store/kept.ts";
import { useNow } from "../../shared/clock/index.ts";
import { Button } from "./button.tsx";

/** A refusal below the fold would be missed. */
const show = (element: HTMLElement | null) => element?.scrollIntoView({ block: "center" });

/** Something did not happen: what, what is safe, what to do. */
export function Refused({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="refused" role="alert" ref={show}>
      <strong>{title}</strong>
      <span>{children}</span>
    </div>
  );
}

/** The phone's own storage refused a record. */
export function NotStored() {
  return <Refused title="没有存上">手机存储写不进去，填写的内容还在这里。请腾出空间后再点一次。</Refused>;
}

/** An empty place: why, and the one next step. */
export function Empty(props: {
  picture?: ReactNode;
  title: string;
  children: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="empty">
      {props.picture}
      <h2>{props.title}</h2>
      <p>{props.children}</p>
      {props.action}
    </div>
  );
}

/** Nothing yet, old, or failed: the state of an answer in one calm line; nothing when all is well. */
export function AnswerState({ answer, noun }: { answer: KeptAnswer<unknown>; noun: string }) {
  const now = useNow();
  if (answer.value === null && answer.loading)
    return (
      <p className="answer-state" role="status">
        正在读取{noun}…
      </p>
    );
  if (answer.problem === null) return null;
  if (answer.value === null)
    return (
      <Empty
        title={answer.problem.title}
        action={<Button onClick={answer.renew}>再试一次</Button>}
      >{`${noun}还没有读到本机。${answer.problem.detail}`}</Empty>
    );
  return (
    <p className="answer-state" role="status">
      没有信号，这是{momentWords(answer.at, now)}读到的{noun}，照样可以登记。
    </p>
  );
}
