/** From a form to the outbox: waits for a position, records, says so, and offers to take it back while it is held. */
import { useState } from "react";
import { timeNow } from "../../shared/clock/house-time.ts";
import { awaitFix, factPosition, PATIENCE_MS, usePosition, type PositionState } from "../position/watch.ts";
import type { FactPosition } from "../store/fact-maker.ts";
import type { Parcel } from "../store/outbox.ts";
import { useField } from "./field-context.ts";
import { say, TOAST_MS } from "./toast.tsx";

export interface Recording {
  busy: boolean;
  /** The phone's storage refused; nothing was recorded and what was typed is still there. */
  failed: boolean;
  position: PositionState;
  /**
   * Records what `made` gives for the position; `then` runs when it is on the phone (close the form, discard the draft).
   * `anywhere`: where it is recorded does not matter, so no position is waited for.
   * @returns whether it was recorded
   */
  keep: (
    made: (position: FactPosition | null) => Parcel[],
    words: string,
    then: () => Promise<unknown>,
    options?: { anywhere?: boolean },
  ) => Promise<boolean>;
}

export function useRecording(): Recording {
  const { record, outbox, sendNow } = useField();
  const position = usePosition();
  const [openedAt] = useState(timeNow);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);

  async function withdraw(parcels: readonly Parcel[], words: string): Promise<void> {
    const own = parcels.filter(({ fact }) => fact.kind !== "photograph");
    const gone = await Promise.all(own.map(({ fact }) => outbox.withdraw(fact.id, timeNow())));
    // Too late for the rest: it may be with the server, so only a retraction can take it back.
    say(gone.every(Boolean) ? `${words}：已撤销` : "已经发出，不能撤销；可在「我的—我的登记」里撤回");
    sendNow();
  }

  return {
    busy,
    failed,
    position,
    async keep(made, words, then, { anywhere = false } = {}) {
      setBusy(true);
      setFailed(false);
      try {
        const fix = anywhere ? null : await awaitFix(openedAt + PATIENCE_MS);
        const parcels = made(fix && factPosition(fix));
        await record(parcels, { heldUntil: timeNow() + TOAST_MS });
        navigator.vibrate?.(30);
        await then();
        say(words, [{ word: "撤销", act: () => void withdraw(parcels, words) }]);
        return true;
      } catch {
        setFailed(true);
        return false;
      } finally {
        setBusy(false);
      }
    },
  };
}
