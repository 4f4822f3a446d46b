/** Records where its carrier walks, from start to stop, across screens and reloads; only within an assignment. */
import type { FieldDatabase } from "../store/database.ts";
import type { FactMaker } from "../store/fact-maker.ts";
import { keep, keptValue } from "../store/kept.ts";
import type { Outbox } from "../store/outbox.ts";
import type { Fix } from "../position/watch.ts";
import { holds, type Assignment } from "./assignment.ts";
import { CHUNK_MS, chunks, GAP_MS, isFull, tellsMore, trackPoint, type TrackPoint } from "./chunk.ts";
import { noteGap } from "./gaps.ts";
import { listen, type Listening } from "./listening.ts";
import { paceOf, type Battery } from "./pace.ts";
import { holdScreen, type ScreenLock } from "./screen-lock.ts";
import { timeNow } from "../../shared/clock/house-time.ts";

export interface Recording extends Assignment {
  zoneName: string;
  startedAt: number;
  /** Time of the newest point that has become part of a fact (ms); absent before the first. */
  lastAt?: number;
}
export interface RecorderState {
  recording: Recording | null;
  /** Points since the page was opened; earlier ones are facts already. */
  points: readonly TrackPoint[];
  /** Whether the screen is kept on; null where the browser cannot. */
  awake: boolean | null;
  /** Why a recording ended that the person did not stop: the zone or its round was no longer theirs. */
  ended: "unassigned" | null;
}
export const restingRecorder: RecorderState = { recording: null, points: [], awake: null, ended: null };

export interface RecorderParts {
  db: FieldDatabase;
  outbox: Outbox;
  make: FactMaker;
  personId: string;
  /** Called after a chunk became a fact. */
  onFact: () => void;
  onState: (state: RecorderState) => void;
  /** How positions are listened for; the phone's own unless a test gives another. */
  listenTo?: (onFix: (fix: Fix) => void) => Listening;
  keepScreen?: (onChange: (held: boolean | null) => void) => ScreenLock;
  battery?: () => Promise<Battery | null>;
}
export interface Recorder {
  /** False when the zone is not this person's today: then nothing is recorded. */
  start(recording: Omit<Recording, "startedAt" | "lastAt">): Promise<boolean>;
  stop(): Promise<void>;
  /** Leaves the page without ending the recording; it goes on when the same person opens the page again. */
  leave(): void;
}

const keyOf = (personId: string) => `${personId}/recording`;
/** A recording forgotten overnight does not go on by itself the next morning. */
const RESUME_MS = 2 * 3_600_000;

/** Chrome's battery, where there is one. */
async function readBattery(): Promise<Battery | null> {
  const { getBattery } = navigator as { getBattery?: () => Promise<Battery> };
  return getBattery ? getBattery.call(navigator).catch(() => null) : null;
}

export function openRecorder(parts: RecorderParts): Recorder {
  const { db, outbox, make, personId, onFact, onState } = parts;
  const { listenTo = listen, keepScreen = holdScreen, battery: readPower = readBattery } = parts;
  let state = restingRecorder;
  let listening: Listening | null = null;
  let screen: ScreenLock | null = null;
  let timer: ReturnType<typeof setInterval> | undefined;
  let power: Battery | null = null;
  /** Time of the newest point, also from before a reload; a long silence after it is a gap. */
  let lastAt: number | null = null;
  /** One thing after the other: a chunk is closed before the next point is written. */
  let line: Promise<unknown> = Promise.resolve();
  const inLine = (work: () => Promise<void>) => {
    line = line.then(work, work);
    return line as Promise<void>;
  };

  const say = (change: Partial<RecorderState>) => onState((state = { ...state, ...change }));
  const loosePoints = () => db.points.filter((row) => row.personId === personId).toArray();

  /** Loose points of this person become facts, in one transaction with their removal. */
  async function close(): Promise<void> {
    const loose = await loosePoints();
    if (loose.length === 0) return;
    const rounds = new Set(loose.map(({ roundId }) => roundId));
    const parcels = [...rounds].flatMap((roundId) =>
      chunks(loose.filter((row) => row.roundId === roundId).map(({ point }) => point)).map((points) => ({
        fact: make("track", { points }, { roundId }),
        label: "轨迹",
      })),
    );
    await db.transaction("rw", db.points, db.entries, db.media, db.kept, async () => {
      await outbox.enqueue(personId, parcels);
      await db.points.bulkDelete(loose.map(({ seq }) => seq!));
      // Without this a reload after a pause would not know how long the pause was.
      const recording = await keptValue<Recording>(db, keyOf(personId));
      if (recording) await keep(db, keyOf(personId), { ...recording, lastAt: newestOf(loose) });
    });
    onFact();
  }
  const newestOf = (rows: readonly { point: TrackPoint }[]) => Math.max(...rows.map(({ point }) => point[2]));

  async function add(fix: Fix): Promise<void> {
    const { recording } = state;
    if (!recording) return;
    const point = trackPoint(fix.lon, fix.lat, fix.at, fix.accuracy);
    if (!tellsMore(state.points.at(-1), point)) return;
    if (lastAt !== null && point[2] - lastAt > GAP_MS) {
      const { zoneId, roundId } = recording;
      await noteGap(db, personId, { zoneId, roundId, from: lastAt, to: point[2] });
    }
    lastAt = Math.max(lastAt ?? 0, point[2]);
    const open = await loosePoints();
    const isChunkFull = isFull(
      open.map((row) => row.point),
      point,
    );
    if (isChunkFull) await close();
    await db.points.add({ personId, roundId: recording.roundId, point });
    say({ points: [...state.points, point] });
    listening?.setPace(paceOf(state.points, timeNow(), power));
  }

  /** Each minute: what was walked becomes a fact, and the assignment is looked at again. */
  async function tick(): Promise<void> {
    await close();
    power = await readPower();
    const { recording } = state;
    if (recording && !(await holds(db, personId, recording, timeNow()))) await end("unassigned");
  }

  function run(recording: Recording): void {
    lastAt = recording.lastAt ?? null;
    say({ recording, points: [], ended: null });
    listening = listenTo((fix) => void inLine(() => add(fix)));
    screen = keepScreen((awake) => say({ awake }));
    timer = setInterval(() => void inLine(tick), CHUNK_MS);
    void readPower().then((now) => void (power = now));
  }
  function halt(): void {
    listening?.stop();
    listening = null;
    clearInterval(timer);
    screen?.release();
    screen = null;
  }
  /** In line. */
  async function end(why: RecorderState["ended"]): Promise<void> {
    halt();
    await close();
    await db.kept.delete(keyOf(personId));
    say({ recording: null, ended: why });
  }

  /** Goes on after a reload, unless it was forgotten or the assignment has ended since. */
  void inLine(async () => {
    const loose = await loosePoints();
    const recording = await keptValue<Recording>(db, keyOf(personId));
    await close();
    if (!recording || state.recording) return;
    const newest = loose.length > 0 ? newestOf(loose) : (recording.lastAt ?? recording.startedAt);
    const isFresh = timeNow() - newest < RESUME_MS;
    if (isFresh && (await holds(db, personId, recording, timeNow()))) run({ ...recording, lastAt: newest });
    else await db.kept.delete(keyOf(personId));
  });

  return {
    async start(chosen) {
      if (state.recording) return true;
      if (!(await holds(db, personId, chosen, timeNow()))) return false;
      const recording = { ...chosen, startedAt: timeNow() };
      await keep(db, keyOf(personId), recording);
      run(recording);
      return true;
    },
    stop: () => inLine(() => end(null)),
    leave: halt,
  };
}
