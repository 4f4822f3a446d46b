/** What every screen of a signed-in person works with. */
import { createContext, use } from "react";
import type { SessionView } from "@lingzhu/domain/account";
import type { NewId } from "@lingzhu/domain/kernel";
import type { FieldDatabase } from "../store/database.ts";
import type { OthersWork, QueueCount } from "../store/entry.ts";
import type { FactMaker } from "../store/fact-maker.ts";
import type { Carried } from "../store/others.ts";
import type { Outbox, Parcel } from "../store/outbox.ts";
import type { SenderState } from "../store/sender.ts";
import type { Recorder, RecorderState } from "../track/recorder.ts";

export interface Field {
  session: SessionView;
  db: FieldDatabase;
  outbox: Outbox;
  newId: NewId;
  make: FactMaker;
  /** Puts records into the outbox and sends them when it can. Throws only when the phone's own storage fails. */
  record: (parcels: readonly Parcel[], options?: { heldUntil?: number }) => Promise<void>;
  queue: QueueCount;
  sending: SenderState;
  /** Sends at once; `evenMetered` when the person asked for it, so that photographs do not wait for Wi-Fi. */
  sendNow: (how?: { evenMetered?: boolean }) => void;
  recorder: Recorder;
  track: RecorderState;
  /** Unsent records of the other people on this phone. */
  others: readonly OthersWork[];
  /** Sends them on their behalf, unread. Throws SendError when the network or the session is not there. */
  carry: () => Promise<Carried>;
  /** False where the browser cannot encrypt: records live as long as the page. */
  keepsRecords: boolean;
  /** Asks for the PIN. */
  lock: () => void;
  changePin: () => void;
  /** Locks, and asks who is at the phone. */
  switchPerson: () => void;
  /** Ends the session; records stay on the phone, locked. */
  signOut: () => Promise<void>;
}

export const FieldContext = createContext<Field | null>(null);

export function useField(): Field {
  const field = use(FieldContext);
  if (!field) throw new Error("useField outside of a signed-in page");
  return field;
}
