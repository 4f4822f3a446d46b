/**
 * One worker's day as a phone records it, from a seed: at each door a visit, on the way a track in chunks of a minute,
 * now and then a photograph. Pure: the same seed, worker and start give the same facts with the same ids.
 */
import { createHash } from "node:crypto";
import { idSource } from "@lingzhu/domain/kernel";
import { outcomeNames, type Outcome, type TrackBody } from "@lingzhu/domain/patrol";
import type { FactInput } from "@lingzhu/domain/sync";
import { chanceOf, type Chance } from "../demo/chance.ts";

type Fix = TrackBody["points"][number];

export interface Door {
  id: string;
  lon: number;
  lat: number;
}

/** How much a day holds; defaults are a long day of one worker. */
export interface DayLoad {
  visits: number;
  /** Positions of the whole day. */
  points: number;
  photographs: number;
  photographBytes: number;
}
export const WHOLE_DAY: DayLoad = { visits: 200, points: 5000, photographs: 20, photographBytes: 100_000 };

export interface Picture {
  sha256: string;
  bytes: Buffer;
}
export interface WorkerDay {
  deviceId: string;
  /** In order of recording. */
  facts: FactInput[];
  pictures: Picture[];
}

/** From one door to the next, milliseconds: walking, then standing. */
const PER_DOOR_MS = 90_000;
const CHUNK_MS = 60_000;
const METRE = 1 / 111_320;

const OUTCOMES: readonly Outcome[] = [...Array<Outcome>(7).fill("checked"), ...outcomeNames];

/**
 * @param name tells the worker from others of the same seed.
 * @param startAt milliseconds, when the walk begins.
 */
export function workerDay(
  seed: number,
  name: string,
  at: { roundId: string; doors: readonly Door[]; startAt: number },
  load: DayLoad = WHOLE_DAY,
): WorkerDay {
  const chance = chanceOf(`${seed}/${name}/${at.startAt}`);
  const clock = { now: at.startAt };
  const newId = idSource(
    () => clock.now,
    (length) => chance.bytes(length),
  );
  const deviceId = idSource(
    () => at.startAt,
    (length) => chanceOf(`${seed}/${name}`).bytes(length),
  )();
  const facts: FactInput[] = [];
  const pictures: Picture[] = [];
  const base = { deviceId, roundId: at.roundId, corrects: null };
  const pointsPerDoor = Math.max(1, Math.round(load.points / load.visits));
  const pictureEvery = load.photographs > 0 ? Math.ceil(load.visits / load.photographs) : Infinity;
  let chunk: Fix[] = [];
  const endChunk = () => {
    if (chunk.length === 0) return;
    const recordedAt = chunk.at(-1)![2];
    facts.push({
      ...base,
      id: newId(),
      kind: "track",
      recordedAt,
      placeId: null,
      position: null,
      body: { points: chunk },
    });
    chunk = [];
  };

  for (let n = 0; n < load.visits; n++) {
    const from = at.doors[(n + at.doors.length - 1) % at.doors.length]!;
    const door = at.doors[n % at.doors.length]!;
    const leftAt = at.startAt + n * PER_DOOR_MS;
    for (let k = 0; k < pointsPerDoor; k++) {
      const part = (k + 1) / pointsPerDoor;
      clock.now = Math.round(leftAt + part * PER_DOOR_MS);
      if (chunk.length > 0 && clock.now - chunk[0]![2] >= CHUNK_MS) endChunk();
      chunk.push(fix(from, door, part, clock.now, chance));
    }
    const [lon, lat, , accuracy] = chunk.at(-1)!;
    const visit = newId();
    const position = { lon, lat, accuracy };
    const recordedAt = clock.now;
    const body = { outcome: chance.pick(OUTCOMES) };
    facts.push({ ...base, id: visit, kind: "visit", recordedAt, placeId: door.id, position, body });
    if (n % pictureEvery === 0 && pictures.length < load.photographs) {
      const picture = pictureOf(load.photographBytes, chance);
      pictures.push(picture);
      const said = { sha256: picture.sha256, bytes: picture.bytes.byteLength, mime: "image/jpeg" as const };
      facts.push({
        ...base,
        id: newId(),
        kind: "photograph",
        recordedAt,
        placeId: door.id,
        position,
        body: { ...said, ofFactId: visit, view: "door" },
      });
    }
  }
  endChunk();
  return { deviceId, facts, pictures };
}

/** A position on the way, some metres off, as phones have it. */
function fix(from: Door, to: Door, part: number, now: number, chance: Chance): Fix {
  const accuracy = Math.round(chance.between(4, 15) * 10) / 10;
  const off = () => (chance.next() - 0.5) * accuracy * METRE;
  const degrees = (value: number) => Math.round(value * 1e7) / 1e7;
  return [
    degrees(from.lon + (to.lon - from.lon) * part + off()),
    degrees(from.lat + (to.lat - from.lat) * part + off()),
    now,
    accuracy,
  ];
}

/** What begins like a JPEG and is like no other; nobody looks at it. */
function pictureOf(size: number, chance: Chance): Picture {
  const bytes = Buffer.alloc(Math.max(size, 24), 0x5a);
  bytes.set([0xff, 0xd8, 0xff, 0xe0]);
  bytes.set(chance.bytes(16), 4);
  return { bytes, sha256: createHash("sha256").update(bytes).digest("hex") };
}
