/**
 * Sends the outbox: facts first, then the photographs whose facts were accepted. It lets go of nothing
 * before the server's word, waits longer after each failure, and stops asking while nobody is signed in.
 */
import type { Fact, SyncAnswer } from "@lingzhu/domain/sync";
import { backOff, batches, type Refusal } from "./entry.ts";
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
  putMedia(sha256: string, mime: string, bytes: ArrayBuffer): Promise<void>;
}

export interface SenderState {
  phase: "idle" | "sending" | "waiting" | "signed-out";
  /** Last time everything due had been taken over by the server (ms). */
  clearedAt: number | null;
  /** Next attempt (ms) while waiting. */
  nextAt: number | null;
  /** Why the last attempt failed, in words for a person; null after a success. */
  trouble: string | null;
}

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
}

export interface Sender {
  /** Sends now what is due; call after enqueueing, on signal, and by hand. Resolves when this attempt is over. */
  send(): Promise<void>;
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
  let state: SenderState = { phase: "idle", clearedAt: null, nextAt: null, trouble: null };
  let failures = 0;
  let stopped = false;
  let running: Promise<void> | null = null;
  let again = false;
  let callOff = () => {};

  const say = (change: Partial<SenderState>) => {
    state = { ...state, ...change };
    if (!stopped) parts.onState(state);
  };

  async function sendFacts(): Promise<void> {
    const due = await outbox.due(personId, now());
    for (const batch of batches(due.map(({ fact }) => fact))) {
      if (stopped) return;
      const answer = await transport.postSync(batch);
      await outbox.markReceipts(answer.receipts, now());
    }
  }

  async function sendMedia(): Promise<void> {
    for (const parcel of await outbox.dueMedia(personId)) {
      if (stopped) return;
      try {
        await transport.putMedia(parcel.sha256, parcel.mime, parcel.bytes);
        await outbox.releaseMedia(parcel.factId);
      } catch (error) {
        if (!(error instanceof SendError) || error.fault.kind !== "refused") throw error;
        await outbox.refuseMedia(parcel.factId, error.fault.refusal);
      }
    }
  }

  async function attempt(): Promise<void> {
    callOff();
    say({ phase: "sending", nextAt: null });
    try {
      do {
        again = false;
        await sendFacts();
        await sendMedia();
      } while (again);
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
    }
  }

  function schedule(ms: number, trouble: string | null): void {
    if (stopped) return;
    say({ phase: trouble === null ? "idle" : "waiting", nextAt: now() + ms, trouble });
    callOff = parts.after(ms, () => void send());
  }

  function send(): Promise<void> {
    if (stopped) return Promise.resolve();
    if (running) {
      again = true;
      return running;
    }
    running = attempt().finally(() => {
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
