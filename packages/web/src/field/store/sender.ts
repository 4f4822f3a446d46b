/**
 * Sends the outbox. Findings with their photographs go first, then all other records, then all other photographs; a
 * photograph only after its fact was accepted. It lets go of nothing before the server's word, waits longer after each
 * failure, and stops asking while nobody is signed in.
 */
import type { Fact, SyncAnswer } from "@lingzhu/domain/sync";
import { backOff, batches, isUrgent, type MediaParcel, type Refusal } from "./entry.ts";
import type { Outbox } from "./outbox.ts";

/** Why a request did not do its work. `unreachable` covers no signal and a server that is down. */
export type SendFault =
  | { kind: "unreachable" }
  | { kind: "signed-out" }
  | { kind: "refused"; refusal: Refusal };

export class SendError extends Error {
  override readonly name = "SendError";
  readonly fault: SendFault;
  constructor(fault: SendFault) {
    super(fault.kind);
    this.fault = fault;
  }
}

/** The network as the sender sees it; both throw SendError and nothing else. */
export interface Transport {
  postSync(facts: readonly Fact[]): Promise<SyncAnswer>;
  /** Resolves when the server has said that it keeps these bytes. */
  sendMedia(parcel: Pick<MediaParcel, "factId" | "sha256" | "mime" | "bytes">): Promise<void>;
}

export interface SenderState {
  phase: "idle" | "sending" | "waiting" | "signed-out";
  /** Last time everything due had been taken over by the server (ms). */
  clearedAt: number | null;
  /** Next attempt (ms) while waiting. */
  nextAt: number | null;
  /** Why the last attempt failed, in words for a person; null after a success. */
  trouble: string | null;
  /** Photographs that wait for a connection that costs nothing. */
  waitingForWifi: number;
}

export const restingSender: SenderState = {
  phase: "idle",
  clearedAt: null,
  nextAt: null,
  trouble: null,
  waitingForWifi: 0,
};

export interface SenderParts {
  outbox: Outbox;
  transport: Transport;
  /** Whose records to send: the person signed in. */
  personId: string;
  now: () => number;
  random: () => number;
  /** Runs `work` after `ms`; returns how to call it off. */
  after: (ms: number, work: () => void) => () => void;
  onState: (state: SenderState) => void;
  /** False while photographs other than those of findings should wait for Wi-Fi. */
  mayUpload?: () => boolean;
  /** Runs `work` while no other page of this phone sends the same queue. */
  alone?: (work: () => Promise<void>) => Promise<void>;
}

export interface Sender {
  /**
   * Sends now what is due; call after enqueueing, on signal, and by hand. Resolves when this attempt is over.
   * `evenMetered`: the person asked for it, so photographs do not wait for Wi-Fi.
   */
  send(how?: { evenMetered?: boolean }): Promise<void>;
  stop(): void;
}

const troubleOf = (fault: SendFault): string =>
  fault.kind === "unreachable"
    ? "没有信号或服务器暂时连不上，记录都在本机，有信号时自动发送。"
    : fault.kind === "signed-out"
      ? "登录已过期，记录都在本机，重新登录后自动发送。"
      : `${fault.refusal.title}：${fault.refusal.detail}`;

export function startSender(parts: SenderParts): Sender {
  const { outbox, transport, personId, now } = parts;
  const { mayUpload = () => true, alone = (work) => work() } = parts;
  let state = restingSender;
  let failures = 0;
  let stopped = false;
  let running: Promise<void> | null = null;
  /** Something came in while sending: the round begins anew, so that a finding never waits behind photographs. */
  let again = false;
  let evenMetered = false;
  let callOff = () => {};

  const say = (change: Partial<SenderState>) => {
    state = { ...state, ...change };
    if (!stopped) parts.onState(state);
  };
  const isStopped = () => stopped;
  const interrupted = () => stopped || again;

  async function sendFacts(urgent: boolean): Promise<void> {
    const due = (await outbox.due(personId, now())).filter((entry) => !urgent || isUrgent(entry));
    for (const batch of batches(due.map(({ fact }) => fact))) {
      if (interrupted()) return;
      const answer = await transport.postSync(batch);
      await outbox.markReceipts(answer.receipts, now());
    }
  }

  async function sendMedia(urgent: boolean): Promise<void> {
    const due = (await outbox.dueMedia(personId)).filter((parcel) => !urgent || parcel.urgent === true);
    const held = urgent || evenMetered || mayUpload() ? [] : due.filter((parcel) => parcel.urgent !== true);
    if (!urgent) say({ waitingForWifi: held.length });
    for (const parcel of due) {
      if (interrupted()) return;
      if (held.includes(parcel)) continue;
      // One photograph in memory at a time; none while the phone is locked.
      const bytes = await outbox.bytesOf(parcel.factId);
      if (!bytes) continue;
      try {
        await transport.sendMedia({ ...parcel, bytes });
        await outbox.releaseMedia(parcel.factId);
      } catch (error) {
        if (!(error instanceof SendError) || error.fault.kind !== "refused") throw error;
        await outbox.refuseMedia(parcel.factId, error.fault.refusal);
      }
    }
  }

  async function sendAll(): Promise<void> {
    do {
      again = false;
      for (const urgent of [true, false]) {
        if (!interrupted()) await sendFacts(urgent);
        if (!interrupted()) await sendMedia(urgent);
      }
    } while (again && !isStopped());
  }

  async function attempt(): Promise<void> {
    if (stopped) return;
    callOff();
    say({ phase: "sending", nextAt: null });
    try {
      await sendAll();
      failures = 0;
      const held = await outbox.nextDue(personId, now());
      // A fact that got no receipt is still due: it is tried again, but not in a tight loop.
      const left = (await outbox.due(personId, now())).length > 0;
      if (held === null && !left) say({ phase: "idle", clearedAt: now(), nextAt: null, trouble: null });
      else schedule(left ? backOff(++failures, parts.random()) : Math.max(0, held! - now()), null);
    } catch (error) {
      const fault: SendFault = error instanceof SendError ? error.fault : { kind: "unreachable" };
      if (fault.kind === "signed-out") say({ phase: "signed-out", nextAt: null, trouble: troubleOf(fault) });
      else schedule(backOff(++failures, parts.random()), troubleOf(fault));
    } finally {
      evenMetered = false;
    }
  }

  function schedule(ms: number, trouble: string | null): void {
    if (stopped) return;
    say({ phase: trouble === null ? "idle" : "waiting", nextAt: now() + ms, trouble });
    callOff = parts.after(ms, () => void send());
  }

  function send(how: { evenMetered?: boolean } = {}): Promise<void> {
    if (stopped) return Promise.resolve();
    evenMetered ||= how.evenMetered === true;
    if (running) {
      again = true;
      return running;
    }
    running = alone(attempt).finally(() => {
      running = null;
    });
    return running;
  }

  return {
    send,
    stop() {
      stopped = true;
      callOff();
    },
  };
}
