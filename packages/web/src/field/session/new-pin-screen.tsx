import { useState } from "react";
import { weakPin } from "@lingzhu/domain/device";
import { asProblem, type ApiProblem } from "../../shared/api/index.ts";
import { Refused } from "../frame/notice.tsx";
import { PinPad } from "./pin-pad.tsx";

/** 设 PIN: six digits, twice. `save` may fail without signal, then the same digits can be given again. */
export function NewPinScreen(props: {
  name: string;
  /** Something to know first, e.g. that older records cannot be opened here any more. */
  note: string | null;
  save: (pin: string) => Promise<void>;
}) {
  const [first, setFirst] = useState<string | null>(null);
  const [words, setWords] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);

  function onPin(pin: string) {
    setProblem(null);
    if (first === null) {
      const weak = weakPin(pin);
      setWords(weak ? `${weak}，请换一个。` : "");
      if (!weak) setFirst(pin);
    } else if (first !== pin) {
      setFirst(null);
      setWords("两次输入的不一样，请重新设。");
    } else void save(pin);
  }
  async function save(pin: string) {
    setBusy(true);
    setWords("正在保存…");
    try {
      await props.save(pin);
    } catch (error) {
      setProblem(asProblem(error));
      setFirst(null);
      setWords("");
      setBusy(false);
    }
  }

  return (
    <>
      <header>
        <h1 className="pin-name">{first === null ? "设一个 6 位 PIN" : "再输一次"}</h1>
        <p>
          {first === null
            ? `${props.name}，以后没有信号也用它打开，10 分钟不用会自动锁上。别用生日，别告诉别人。`
            : "和刚才一样的 6 位数字。"}
        </p>
      </header>
      {props.note && <p className="notice">{props.note}</p>}
      {problem && <Refused title={problem.title}>{problem.detail}</Refused>}
      <PinPad label={first === null ? "设 6 位 PIN" : "再输一次 PIN"} disabled={busy} onPin={onPin}>
        <p role="alert">{words}</p>
      </PinPad>
    </>
  );
}
