import { useState } from "react";
import { timeNow } from "../../shared/clock/house-time.ts";
import type { FieldDatabase } from "../store/database.ts";
import { changePin, tryPin, type PhonePerson } from "../store/phone-people.ts";
import { NewPinScreen } from "./new-pin-screen.tsx";
import { PinScreen } from "./pin-screen.tsx";

/** 更改 PIN: the old one, then the new one twice. Needs no signal. */
export function ChangePin(props: { db: FieldDatabase; person: PhonePerson; onDone: () => void }) {
  const { db, person, onDone } = props;
  const [old, setOld] = useState<string | null>(null);
  if (old === null)
    return (
      <PinScreen
        name="更改 PIN"
        why="先输入现在的 PIN。"
        waitUntil={person.waitUntil}
        tryPin={async (pin) => {
          const tried = await tryPin(db, person.personId, pin, timeNow());
          if (tried.ok) setOld(pin);
          return tried;
        }}
        ways={[{ word: "不改了", act: onDone }]}
      />
    );
  return (
    <NewPinScreen
      name={person.name}
      note={null}
      save={async (pin) => {
        await changePin(db, person.personId, old, pin);
        onDone();
      }}
    />
  );
}
