/** Records where its carrier walks, from start to stop, across screens and reloads; only within an assignment. */
import type { FieldDatabase } from "../store/database.ts";
import type { FactMaker } from "../store/fact-maker.ts";
import { forget, keep, keptValue } from "../store/kept.ts";
import type { LoosePoints } from "../store/loose-points.ts";
import type { Outbox } from "../store/outbox.ts";
import type { Fix } from "../position/watch.ts";
import { holds, type Assignment } from "./assignment.ts";
import { CHUNK_MS, chunks, GAP_MS, isFull, tellsMore, trackPoint, type TrackPoint } from "./chunk.ts";
import { noteGap, type RecordedGap } from "./gaps.ts";
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
  /** Points not yet part of a fact. While the phone is locked they are written and cannot be read. */
  points: LoosePoints;
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
  const { db, outbox, points, make, personId, onFact, onState } = parts;
  const { listenTo = listen, keepScreen = holdScreen, battery: readPower = readBattery } = parts;
  let state = restingRecorder;
  let listening: Listening | null = null;
  let screen: ScreenLock | null = null;
  let timer: ReturnType<typeof setInterval> | undefined;
  let power: Battery | null = null;
  /** Time of the newest point, also from before a reload; a long silence after it is a gap. */
  let lastAt: number | null = null;
  /** Times of the points that the next chunk will hold. */
  let open: TrackPoint[] = [];
  /** Silences while the phone was locked, to be noted when it is open again. */
  let unnoted: RecordedGap[] = [];
  /** One thing after the other: a chunk is closed before the next point is written. */
  let line: Promise<unknown> = Promise.resolve();
  const inLine = (work: () => Promise<void>) => {
    line = line.then(work, work);
    return line as Promise<void>;
  };

  const say = (change: Partial<RecorderState>) => onState((state = { ...state, ...change }));

  /**
   * Loose points of this person become facts, in one transaction with their removal. False while the phone is locked:
   * then they stay as they are.
   */
  async function close(): Promise<boolean> {
    const loose = await points.read();
    if (loose === null) return false;
    open = [];
    for (const gap of unnoted.splice(0)) await noteGap(db, personId, gap);
    if (loose.length === 0) return true;
    const rounds = new Set(loose.map(({ roundId }) => roundId));
    const parcels = [...rounds].flatMap((roundId) =>
      chunks(loose.filter((row) => row.roundId === roundId).map(({ point }) => point)).map((chunk) => ({
        fact: make("track", { points: chunk }, { roundId }),
        label: "轨迹",
      })),
    );
    const seqs = loose.map(({ seq }) => seq);
    await points.become(seqs, async () => {
      await outbox.enqueue(personId, parcels);
      // Without this a reload after a pause would not know how long the pause was.
      const recording = await keptValue<Recording>(db, keyOf(personId));
      if (recording) await keep(db, keyOf(personId), { ...recording, lastAt: newestOf(loose) });
    });
    onFact();
    return true;
  }
  const newestOf = (rows: readonly { point: TrackPoint }[]) => Math.max(...rows.map(({ point }) => point[2]));

  async function add(fix: Fix): Promise<void> {
    const { recording } = state;
    if (!recording) return;
    const point = trackPoint(fix.lon, fix.lat, fix.at, fix.accuracy);
    if (!tellsMore(state.points.at(-1), point)) return;
    if (lastAt !== null && point[2] - lastAt > GAP_MS) {
      const { zoneId, roundId } = recording;
      const gap = { zoneId, roundId, from: lastAt, to: point[2] };
      await noteGap(db, personId, gap).catch(() => unnoted.push(gap));
    }
    lastAt = Math.max(lastAt ?? 0, point[2]);
    if (isFull(open, point)) await close();
    await points.add(recording.roundId, point);
    open.push(point);
    say({ points: [...state.points, point] });
    listening?.setPace(paceOf(state.points, timeNow(), power));
  }

  /** Each minute: what was walked becomes a fact, and the assignment is looked at again. */
  async function tick(): Promise<void> {
    const isOpen = await close();
    power = await readPower();
    const { recording } = state;
    // Locked, the phone cannot read its own zones; the server judges each point by its day in any case.
    if (isOpen && recording && !(await holds(db, personId, recording, timeNow()))) await end("unassigned");
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
    await forget(db, [keyOf(personId)]);
    say({ recording: null, ended: why });
  }

  /** Goes on after a reload, unless it was forgotten or the assignment has ended since. */
  void inLine(async () => {
    const loose = (await points.read()) ?? [];
    const recording = await keptValue<Recording>(db, keyOf(personId));
    await close();
    if (!recording || state.recording) return;
    const newest = loose.length > 0 ? newestOf(loose) : (recording.lastAt ?? recording.startedAt);
    const isFresh = timeNow() - newest < RESUME_MS;
    if (isFresh && (await holds(db, personId, recording, timeNow()))) run({ ...recording, lastAt: newest });
    else await forget(db, [keyOf(personId)]);
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
