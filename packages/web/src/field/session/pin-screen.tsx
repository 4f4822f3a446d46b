import { useEffect, useState } from "react";
import { pinWait } from "@lingzhu/domain/device";
import { timeNow } from "../../shared/clock/house-time.ts";
import { Button } from "../frame/button.tsx";
import type { Unlocking } from "../store/phone-people.ts";
import { PinPad } from "./pin-pad.tsx";

/** 输入 PIN: opens the records of one person, with or without signal. */
export function PinScreen(props: {
  name: string;
  /** Why it is asked for now. */
  why: string;
  waitUntil: number;
  tryPin: (pin: string) => Promise<Unlocking>;
  /** Other ways on from here, at most two. */
  ways: readonly { word: string; act: () => void }[];
}) {
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<number | null>(null);
  const [waitUntil, setWaitUntil] = useState(props.waitUntil);
  const left = useSecondsUntil(waitUntil);

  async function onPin(pin: string) {
    setBusy(true);
    const tried = await props.tryPin(pin);
    if (tried.ok) return;
    setWrong(tried.person.wrongTries);
    setWaitUntil(tried.person.waitUntil);
    setBusy(false);
  }

  return (
    <>
      <header>
        <h1 className="pin-name">{props.name}</h1>
        <p>{props.why}</p>
      </header>
      <PinPad label="输入 6 位 PIN" disabled={busy || left > 0} onPin={(pin) => void onPin(pin)}>
        <p role="alert">
          {left > 0
            ? `PIN 不对，请等 ${waitWords(left)}再试。记录都在，不会丢。`
            : busy
              ? "正在打开…"
              : wrong !== null
                ? wrongWords(wrong)
                : ""}
        </p>
      </PinPad>
      <div className="pin-ways">
        {props.ways.map(({ word, act }) => (
          <Button key={word} kind="quiet" onClick={act}>
            {word}
          </Button>
        ))}
      </div>
    </>
  );
}

const wrongWords = (tries: number): string => {
  const wait = pinWait(tries + 1);
  return wait > 0 ? `PIN 不对。再输错要等 ${waitWords(wait / 1000)}。` : "PIN 不对，请再试一次。";
};
const waitWords = (seconds: number): string =>
  seconds < 90 ? `${Math.ceil(seconds)} 秒` : `${Math.ceil(seconds / 60)} 分钟`;

const secondsUntil = (moment: number) => Math.max(0, Math.ceil((moment - timeNow()) / 1000));

/** Whole seconds left, counting down; 0 when it is over. */
function useSecondsUntil(moment: number): number {
  const [left, setLeft] = useState(() => secondsUntil(moment));
  useEffect(() => {
    const look = () => setLeft(secondsUntil(moment));
    look();
    const timer = setInterval(look, 500);
    return () => clearInterval(timer);
  }, [moment]);
  return left;
}
