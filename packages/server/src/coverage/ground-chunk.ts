/**
 * What one chunk of track adds to the ground: a function of the chunk and of the chunk before it alone, so that the
 * same facts give the same ground in whatever order they arrived.
 */
import type { TrackBody } from "@lingzhu/domain/patrol";
import { HYGIENE, cleanTracks, type Paths, type Projection } from "@lingzhu/geo";

export type Fix = TrackBody["points"][number];

/** Farther from the middle of the street than this is no fix of it, degrees of latitude: some 33 km. */
const REACH_DEGREES = 0.3;
const GAP_MS = HYGIENE.gapSeconds * 1000;
const LON = 0;
const LAT = 1;
const TIME = 2;
const ACCURACY = 3;

const timesOf = (points: readonly Fix[]) => {
  let first = Infinity;
  let last = -Infinity;
  for (const point of points) {
    first = Math.min(first, point[TIME]);
    last = Math.max(last, point[TIME]);
  }
  return { first, last };
};

/** Whether a walk goes on from one chunk into the next: no silence lies between them that hygiene would cut. */
export function joins(before: readonly Fix[], chunk: readonly Fix[]): boolean {
  return timesOf(chunk).first - timesOf(before).last <= GAP_MS;
}

/**
 * The clean paths of a chunk, with the step from the chunk before into it.
 *
 * The last minute of the chunk before goes through hygiene together with this one, so that driving, standing and
 * impossible jumps are judged across the border; what was walked before the border is left out again, for the chunk
 * before has it. The other side of the border is judged without what follows: a stand that begins in the last seconds
 * of a chunk counts as walking there, which adds at most its jitter.
 *
 * @param before null when nothing was recorded before it, or nothing that it goes on from.
 */
export function chunkPaths(
  chunk: readonly Fix[],
  before: readonly Fix[] | null,
  origin: { lon0: number; lat0: number },
  plane: Projection,
): Paths {
  const { first } = timesOf(chunk);
  const tail = before && joins(before, chunk) ? lastMinute(before) : [];
  const lonReach = REACH_DEGREES / Math.cos((origin.lat0 * Math.PI) / 180);
  const fixes = [...tail, ...chunk].filter(
    (fix) =>
      Math.abs(fix[LAT] - origin.lat0) <= REACH_DEGREES && Math.abs(fix[LON] - origin.lon0) <= lonReach,
  );
  const { walked } = cleanTracks(
    {
      lon: fixes.map((fix) => fix[LON]),
      lat: fixes.map((fix) => fix[LAT]),
      time: fixes.map((fix) => fix[TIME]),
      accuracy: fixes.map((fix) => fix[ACCURACY]),
    },
    plane,
  );
  return tail.length === 0 ? walked : since(walked, first);
}

function lastMinute(points: readonly Fix[]): readonly Fix[] {
  const { last } = timesOf(points);
  return points.filter((point) => point[TIME] >= last - GAP_MS);
}

/** The part of paths from a moment on, with the step that leads into it. */
function since(paths: Paths, moment: number): Paths {
  const kept: number[] = [];
  const starts = [0];
  for (let k = 0; k + 1 < paths.starts.length; k++) {
    const from = paths.starts[k]!;
    const to = paths.starts[k + 1]!;
    let begin = from;
    while (begin < to && paths.time[begin]! < moment) begin++;
    if (begin === to) continue;
    for (let i = Math.max(from, begin - 1); i < to; i++) kept.push(i);
    starts.push(kept.length);
  }
  const pick = (values: Float64Array) => Float64Array.from(kept, (i) => values[i]!);
  return { x: pick(paths.x), y: pick(paths.y), time: pick(paths.time), starts: Uint32Array.from(starts) };
}
