/** Records where its carrier walks, from start to stop, across screens and reloads. */
import type { FieldDatabase } from "../store/database.ts";
import type { FactMaker } from "../store/fact-maker.ts";
import { keep, keptValue } from "../store/kept.ts";
import type { Outbox } from "../store/outbox.ts";
import { holdPosition, type Fix } from "../position/watch.ts";
import { CHUNK_MS, chunks, isFull, tellsMore, trackPoint, type TrackPoint } from "./chunk.ts";
import { timeNow } from "../../shared/clock/house-time.ts";

export interface Recording {
  zoneId: string;
  roundId: string;
  zoneName: string;
  startedAt: number;
}
export interface RecorderState {
  recording: Recording | null;
  /** Points since the page was opened; earlier ones are facts already. */
  points: readonly TrackPoint[];
}

export interface RecorderParts {
  db: FieldDatabase;
  outbox: Outbox;
  make: FactMaker;
  personId: string;
  /** Called after a chunk became a fact. */
  onFact: () => void;
  onState: (state: RecorderState) => void;
}
export interface Recorder {
  start(recording: Omit<Recording, "startedAt">): Promise<void>;
  stop(): Promise<void>;
  /** Leaves the page without ending the recording; it goes on when the same person opens the page again. */
  leave(): void;
}

const keyOf = (personId: string) => `${personId}/recording`;
/** A recording forgotten overnight does not go on by itself the next morning. */
const RESUME_MS = 2 * 3_600_000;

export function openRecorder({ db, outbox, make, personId, onFact, onState }: RecorderParts): Recorder {
  let state: RecorderState = { recording: null, points: [] };
  let release = () => {};
  let timer: ReturnType<typeof setInterval> | undefined;
  let wakeLock: WakeLockSentinel | null = null;
  /** One thing after the other: a chunk is closed before the next point is written. */
  let line: Promise<unknown> = Promise.resolve();
  const inLine = (work: () => Promise<void>) => {
    line = line.then(work, work);
    return line as Promise<void>;
  };

  const say = (change: Partial<RecorderState>) => onState((state = { ...state, ...change }));

  /** Loose points of this person become facts, in one transaction with their removal. */
  async function close(): Promise<void> {
    const loose = await db.points.filter((row) => row.personId === personId).toArray();
    if (loose.length === 0) return;
    const rounds = new Set(loose.map(({ roundId }) => roundId));
    const parcels = [...rounds].flatMap((roundId) =>
      chunks(loose.filter((row) => row.roundId === roundId).map(({ point }) => point)).map((points) => ({
        fact: make("track", { points }, { roundId }),
        label: "轨迹",
      })),
    );
    await db.transaction("rw", db.points, db.entries, db.media, async () => {
      await outbox.enqueue(personId, parcels);
      await db.points.bulkDelete(loose.map(({ seq }) => seq!));
    });
    onFact();
  }

  async function add(fix: Fix): Promise<void> {
    const { recording } = state;
    if (!recording) return;
    const point = trackPoint(fix.lon, fix.lat, fix.at, fix.accuracy);
    if (!tellsMore(state.points.at(-1), point)) return;
    const open = await db.points.filter((row) => row.personId === personId).toArray();
    const isChunkFull = isFull(
      open.map((row) => row.point),
      point,
    );
    if (isChunkFull) await close();
    await db.points.add({ personId, roundId: recording.roundId, point });
    say({ points: [...state.points, point] });
  }

  const stayAwake = async () => {
    if (document.visibilityState !== "visible" || !("wakeLock" in navigator)) return;
    // Refused on a low battery; recording goes on, the screen may go dark.
    wakeLock = await navigator.wakeLock.request("screen").catch(() => null);
  };
  const onVisible = () => void stayAwake();

  function run(recording: Recording): void {
    say({ recording, points: [] });
    release = holdPosition((fix) => void inLine(() => add(fix)));
    timer = setInterval(() => void inLine(close), CHUNK_MS);
    document.addEventListener("visibilitychange", onVisible);
    void stayAwake();
  }
  function halt(): void {
    release();
    release = () => {};
    clearInterval(timer);
    document.removeEventListener("visibilitychange", onVisible);
    void wakeLock?.release();
    wakeLock = null;
  }

  void inLine(async () => {
    const loose = await db.points.toCollection().last();
    const recording = await keptValue<Recording>(db, keyOf(personId));
    await close();
    if (!recording || state.recording) return;
    const lastAt = loose?.personId === personId ? loose.point[2] : recording.startedAt;
    if (timeNow() - lastAt < RESUME_MS) run(recording);
    else await db.kept.delete(keyOf(personId));
  });

  return {
    async start(chosen) {
      if (state.recording) return;
      const recording = { ...chosen, startedAt: timeNow() };
      await keep(db, keyOf(personId), recording);
      run(recording);
    },
    async stop() {
      halt();
      await inLine(close);
      await db.kept.delete(keyOf(personId));
      say({ recording: null });
    },
    leave: halt,
  };
}
