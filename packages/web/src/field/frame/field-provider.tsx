import { useEffect, useMemo, useState, type ReactNode } from "react";
import { z } from "zod";
import { del } from "../../shared/api/index.ts";
import type { Gate } from "../session/session-gate.tsx";
import type { FieldDatabase } from "../store/database.ts";
import { deviceIdOf, newId } from "../store/device.ts";
import { countQueue } from "../store/entry.ts";
import { factMaker } from "../store/fact-maker.ts";
import { useLive } from "../store/kept.ts";
import { connectionNow, onConnectionChange } from "../shell/connection.ts";
import { isNoRoom } from "../shell/room.ts";
import { askToKeep, measureRoom } from "../shell/storage.ts";
import { preferencesNow } from "../me/preferences.ts";
import { openOutbox, type Outbox } from "../store/outbox.ts";
import { restingSender, startSender, type Sender } from "../store/sender.ts";
import { httpTransport } from "../store/transport.ts";
import { openRecorder, restingRecorder, type Recorder } from "../track/recorder.ts";
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

/** Two open pages of one person send one after the other; without locks the server's idempotence has to do. */
async function oneSender(personId: string, work: () => Promise<void>): Promise<void> {
  const { locks } = navigator as { locks?: LockManager };
  if (!locks) return work();
  await locks.request(`lingzhu-send/${personId}`, work);
}

/** Stores records; when there is no room, first lets go of copies that the server has confirmed. */
async function enqueueWithRoom(outbox: Outbox, ...what: Parameters<Outbox["enqueue"]>): Promise<void> {
  try {
    await outbox.enqueue(...what);
  } catch (error) {
    if (!isNoRoom(error)) throw error;
    await outbox.sweep(timeNow());
    try {
      await outbox.enqueue(...what);
    } finally {
      void measureRoom();
    }
  }
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
  const [sending, setSending] = useState(restingSender);
  const [track, setTrack] = useState(restingRecorder);

  useEffect(() => {
    let closed = false;
    let close = () => {};
    void (async () => {
      const deviceId = await deviceIdOf(db);
      if (closed) return;
      const make = factMaker({ newId, deviceId, now: timeNow });
      const sender = startSender({
        outbox,
        transport: httpTransport({ db, deviceId, origin: location.origin }),
        personId,
        now: timeNow,
        random: Math.random,
        after: (ms, work) => {
          const timer = setTimeout(work, ms);
          return () => clearTimeout(timer);
        },
        onState: setSending,
        mayUpload: () => preferencesNow().upload === "any" || connectionNow() !== "metered",
        alone: (work) => oneSender(personId, work),
      });
      const onFact = () => void sender.send();
      const recorder = openRecorder({ db, outbox, make, personId, onFact, onState: setTrack });
      const send = () => void sender.send();
      const sendWhenSeen = () => {
        if (document.visibilityState === "visible") send();
      };
      window.addEventListener("online", send);
      const unfollow = onConnectionChange(send);
      document.addEventListener("visibilitychange", sendWhenSeen);
      close = () => {
        window.removeEventListener("online", send);
        unfollow();
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

  // What is stored or let go changes the room; the browser's own estimate is cheap.
  const held = useLive(`held/${personId}`, () => db.media.count());
  useEffect(() => {
    if (held !== undefined) void measureRoom();
  }, [held]);

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
      await enqueueWithRoom(outbox, personId, parcels, options);
      void askToKeep();
      void works.sender.send();
    },
    queue: queue ?? NOTHING,
    sending,
    sendNow: (how) => void works.sender.send(how),
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
