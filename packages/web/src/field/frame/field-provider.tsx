import { Activity, useEffect, useMemo, useState, type ReactNode } from "react";
import type { Gate } from "../session/session-gate.tsx";
import type { FieldDatabase } from "../store/database.ts";
import { deviceIdOf, newId } from "../store/device.ts";
import { countQueue, type OthersWork } from "../store/entry.ts";
import { factMaker } from "../store/fact-maker.ts";
import { useLive } from "../store/kept.ts";
import { openLoosePoints, openPassingPoints } from "../store/loose-points.ts";
import { carryForOthers, othersWork } from "../store/others.ts";
import { openPassingOutbox } from "../store/passing-outbox.ts";
import { reportUnsent } from "../store/report.ts";
import { connectionNow, onConnectionChange } from "../shell/connection.ts";
import { isNoRoom } from "../shell/room.ts";
import { askToKeep, measureRoom, setReserveAside, spendReserve } from "../shell/storage.ts";
import { preferencesNow } from "../me/preferences.ts";
import { openOutbox, type Outbox } from "../store/outbox.ts";
import { restingSender, startSender, type Sender } from "../store/sender.ts";
import { httpCarrying, httpTransport } from "../store/transport.ts";
import { openRecorder, restingRecorder, type Recorder } from "../track/recorder.ts";
import { Button } from "./button.tsx";
import { FieldContext, type Field } from "./field-context.ts";
import { timeNow } from "../../shared/clock/house-time.ts";

/** Accepted records stay readable in the queue for three days. */
const REMEMBER_MS = 3 * 86_400_000;
/** The first screen has the phone for itself before the reserve is looked after. */
const RESERVE_AFTER_MS = 8_000;
const NOBODY: readonly OthersWork[] = [];

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

/** Stores records; when there is no room, copies that the server has confirmed and the reserve give way to them. */
async function enqueueWithRoom(
  db: FieldDatabase,
  outbox: Outbox,
  ...what: Parameters<Outbox["enqueue"]>
): Promise<void> {
  try {
    await outbox.enqueue(...what);
  } catch (error) {
    if (!isNoRoom(error)) throw error;
    await outbox.sweep(timeNow());
    await spendReserve(db);
    await outbox.enqueue(...what);
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
  const { session, vault, signedIn, sessionEnded, locked } = gate;
  const personId = session.person.id;
  const [outbox, points] = useMemo(
    () =>
      vault
        ? [openOutbox(db, vault), openLoosePoints(db, vault)]
        : [openPassingOutbox(db, personId), openPassingPoints()],
    [db, vault, personId],
  );
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
      const recorder = openRecorder({ db, outbox, points, make, personId, onFact, onState: setTrack });
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
  }, [db, outbox, points, personId]);

  // Also after signing in again and after unlocking: what waited for it goes now.
  useEffect(() => {
    if (signedIn && !locked) void works?.sender.send();
  }, [signedIn, locked, works]);
  useEffect(() => {
    if (sending.phase === "signed-out") sessionEnded();
  }, [sending.phase, sessionEnded]);

  // What is stored or let go changes the room; the browser's own estimate is cheap.
  const held = useLive(`held/${personId}`, () => db.media.count());
  useEffect(() => {
    if (held !== undefined) void measureRoom();
    if (held !== 0) return;
    // With no photograph waiting there is leisure to see whether the next ones would fit.
    const timer = setTimeout(() => void setReserveAside(db), RESERVE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [db, held]);

  const others = useLive(`others/${personId}`, () => othersWork(db, personId, timeNow())) ?? NOBODY;
  const own = useLive(`queue/${personId}/${locked}`, async () =>
    countQueue(await outbox.pending(), await outbox.listMedia(), personId),
  );
  // Behind the lock nothing can be counted: what was counted last stands. Before the first count nothing is claimed.
  const [counted, setCounted] = useState(own);
  if (own && !locked && own !== counted) setCounted(own);
  const ofOthers = others.reduce((sum, { unsent }) => sum + unsent, 0);
  const unsent = own && own.unsent + own.refused;
  useEffect(() => {
    if (vault && signedIn && !locked && unsent !== undefined) return reportUnsent(unsent);
  }, [vault, signedIn, locked, unsent]);

  if (!works || !counted) return null;
  const queue = { ...counted, ofOthers };
  const field: Field = {
    session,
    db,
    outbox,
    newId,
    make: works.make,
    async record(parcels, options) {
      await enqueueWithRoom(db, outbox, personId, parcels, options);
      void askToKeep();
      void works.sender.send();
    },
    queue,
    others,
    sending,
    sendNow: (how) => void works.sender.send(how),
    recorder: works.recorder,
    track,
    carry: () => carryForOthers(db, personId, httpCarrying, timeNow),
    keepsRecords: vault !== null,
    lock: gate.lock,
    changePin: gate.changePin,
    switchPerson: gate.switchPerson,
    async signOut() {
      await works.recorder.stop();
      await gate.signOut();
    },
  };
  // Behind the lock the pages keep what was being typed, and nothing of them can be seen or reached.
  return (
    <FieldContext value={field}>
      <Activity mode={locked ? "hidden" : "visible"}>
        <Standing gate={gate} />
        {children}
      </Activity>
    </FieldContext>
  );
}

/** What stands between this phone and the server, where something does. */
function Standing({ gate }: { gate: Gate }) {
  if (gate.revoked)
    return (
      <div className="ended" role="status">
        <span>这部手机已被街道撤销，新的记录不再收取。已登记的都还在本机，请带上手机联系街道禁毒办。</span>
        <Button kind="plain" onClick={gate.signInAgain}>
          重新登录
        </Button>
      </div>
    );
  if (!gate.signedIn)
    return (
      <div className="ended" role="status">
        <span>登录已过期，记录都在本机。</span>
        <Button kind="plain" onClick={gate.signInAgain}>
          重新登录
        </Button>
      </div>
    );
  if (gate.vault) return null;
  return (
    <div className="ended" role="status">
      <span>这个网址不是安全连接，记录不能存在手机里：请保持有信号，等发完再关页面。</span>
    </div>
  );
}
