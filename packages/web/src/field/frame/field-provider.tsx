import { useEffect, useMemo, useState, type ReactNode } from "react";
import { z } from "zod";
import { del } from "../../shared/api/index.ts";
import type { Gate } from "../session/session-gate.tsx";
import type { FieldDatabase } from "../store/database.ts";
import { deviceIdOf, newId } from "../store/device.ts";
import { countQueue } from "../store/entry.ts";
import { factMaker } from "../store/fact-maker.ts";
import { useLive } from "../store/kept.ts";
import { openOutbox } from "../store/outbox.ts";
import { startSender, type Sender, type SenderState } from "../store/sender.ts";
import { httpTransport } from "../store/transport.ts";
import { openRecorder, type Recorder, type RecorderState } from "../track/recorder.ts";
import { Button } from "./button.tsx";
import { FieldContext, type Field } from "./field-context.ts";
import { timeNow } from "../../shared/clock/house-time.ts";

/** Accepted records stay readable in the queue for three days. */
const REMEMBER_MS = 3 * 86_400_000;
const NOTHING = { unsent: 0, refused: 0, ofOthers: 0 };

interface Works {
  make: Field["make"];
  sender: Sender;
  recorder: Recorder;
}

/** Opens the outbox, the sender and the recorder for one person, and closes them when that person leaves. */
export function FieldProvider({
  db,
  gate,
  children,
}: {
  db: FieldDatabase;
  gate: Gate;
  children: ReactNode;
}) {
  const { session, signedIn, sessionEnded } = gate;
  const personId = session.person.id;
  const outbox = useMemo(() => openOutbox(db), [db]);
  const [works, setWorks] = useState<Works | null>(null);
  const [sending, setSending] = useState<SenderState>({
    phase: "idle",
    clearedAt: null,
    nextAt: null,
    trouble: null,
  });
  const [track, setTrack] = useState<RecorderState>({ recording: null, points: [] });

  useEffect(() => {
    let closed = false;
    let close = () => {};
    void (async () => {
      const deviceId = await deviceIdOf(db);
      if (closed) return;
      const make = factMaker({ newId, deviceId, now: timeNow });
      const sender = startSender({
        outbox,
        transport: httpTransport,
        personId,
        now: timeNow,
        random: Math.random,
        after: (ms, work) => {
          const timer = setTimeout(work, ms);
          return () => clearTimeout(timer);
        },
        onState: setSending,
      });
      const onFact = () => void sender.send();
      const recorder = openRecorder({ db, outbox, make, personId, onFact, onState: setTrack });
      const send = () => void sender.send();
      const sendWhenSeen = () => {
        if (document.visibilityState === "visible") send();
      };
      window.addEventListener("online", send);
      document.addEventListener("visibilitychange", sendWhenSeen);
      close = () => {
        window.removeEventListener("online", send);
        document.removeEventListener("visibilitychange", sendWhenSeen);
        sender.stop();
        recorder.leave();
      };
      setWorks({ make, sender, recorder });
      await outbox.sweep(timeNow() - REMEMBER_MS);
    })();
    return () => {
      closed = true;
      close();
    };
  }, [db, outbox, personId]);

  // Also after signing in again: what waited for it goes now.
  useEffect(() => {
    if (signedIn) void works?.sender.send();
  }, [signedIn, works]);
  useEffect(() => {
    if (sending.phase === "signed-out") sessionEnded();
  }, [sending.phase, sessionEnded]);

  const queue = useLive(`queue/${personId}`, async () =>
    countQueue(await outbox.pending(), await outbox.listMedia(), personId),
  );

  if (!works) return null;
  const field: Field = {
    session,
    db,
    outbox,
    newId,
    make: works.make,
    async record(parcels, options) {
      await outbox.enqueue(personId, parcels, options);
      void works.sender.send();
    },
    queue: queue ?? NOTHING,
    sending,
    sendNow: () => void works.sender.send(),
    recorder: works.recorder,
    track,
    async signOut() {
      await works.recorder.stop();
      // Signing out on the phone must work without signal; the cookie then ends by itself.
      await del("/api/session", z.unknown()).catch(() => undefined);
      await gate.forget();
    },
  };
  return (
    <FieldContext value={field}>
      {!signedIn && (
        <div className="ended" role="status">
          <span>登录已过期，记录都在本机。</span>
          <Button kind="plain" onClick={gate.signInAgain}>
            重新登录
          </Button>
        </div>
      )}
      {children}
    </FieldContext>
  );
}
