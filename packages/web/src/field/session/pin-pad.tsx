import { useEffect, useEffectEvent, useState, type ReactNode } from "react";
import { PIN_LENGTH } from "@lingzhu/domain/device";
import { Icon } from "../frame/icon.tsx";

const DIGITS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0"];

/** Six digits with the thumb or a keyboard. The sixth ends the entry and empties the row. */
export function PinPad(props: {
  /** What the six digits are for, read by screen readers with how many are in. */
  label: string;
  disabled?: boolean;
  onPin: (pin: string) => void;
  /** What stands between the dots and the keys: an error, a wait. */
  children?: ReactNode;
}) {
  const { disabled = false } = props;
  const [pin, setPin] = useState("");
  function press(digit: string) {
    if (disabled) return;
    const next = pin + digit;
    if (next.length < PIN_LENGTH) setPin(next);
    else {
      setPin("");
      props.onPin(next);
    }
  }
  const back = () => setPin(pin.slice(0, -1));
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (/^\d$/.test(event.key)) press(event.key);
    else if (event.key === "Backspace") back();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, []);

  return (
    <div className="pin">
      <p className="pin-dots" role="status" aria-label={`${props.label}，已输入 ${pin.length} 位`}>
        {Array.from({ length: PIN_LENGTH }, (_, at) => (
          <span key={at} data-in={at < pin.length} />
        ))}
      </p>
      <div className="pin-words">{props.children}</div>
      <div className="pin-keys" role="group" aria-label="数字键">
        {DIGITS.map((digit) => (
          <button key={digit} type="button" disabled={disabled} onClick={() => press(digit)}>
            {digit}
          </button>
        ))}
        <button
          type="button"
          className="pin-back"
          aria-label="删去一位"
          disabled={disabled || pin === ""}
          onClick={back}
        >
          <Icon name="back" />
        </button>
      </div>
    </div>
  );
}
