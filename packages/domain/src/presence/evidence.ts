/**
 * What speaks for and against somebody having been where a visit was recorded. A browser tells no page whether its
 * position is mocked, so this looks at what a true walk leaves behind and a false one does not.
 *
 * Everything here is a pure function of sets of facts: the order in which they arrived never matters.
 */
import { HYGIENE, distance } from "@lingzhu/geo";

/** Limits of the rule. Defaults of this product, unverified; milliseconds, metres, metres per second, counts. */
export const presenceLimits = {
  /** Track around a visit: how far back and forth it is looked at. */
  trackMs: 10 * 60_000,
  /** The nearer part of it, whose gaps count. */
  continuityMs: 3 * 60_000,
  /** So much of the nearer part without a gap is a continuous track. */
  continuousShare: 0.8,
  /** Silence longer than this is a gap; the same as for ground. */
  gapMs: HYGIENE.gapSeconds * 1000,
  /** A jump within the nearer part: faster than this, and at least so far. */
  jumpSpeed: HYGIENE.impossibleSpeed,
  jumpMetres: 100,
  /** Between two visits nobody travels faster in a street, over at least so far. */
  travelSpeed: 20,
  travelMetres: 100,
  /** A position older than this is not of now; older than the second it proves nothing. */
  staleMs: 2 * 60_000,
  deadMs: 10 * 60_000,
  /** So many places within a minute were not visited one by one. A landing of four doors noted together is honest. */
  batchMs: 60_000,
  batch: 8,
  /** The very same position and accuracy at so many other places, over at least so long. */
  sameFix: 4,
  sameFixMs: 3 * 60_000,
  /** Visits of one person are compared over so long. */
  neighbourMs: 30 * 60_000,
  /** Two phones of one person, or one position on phones of two persons, within so long. */
  phonesMs: 5 * 60_000,
  copiedMs: 10 * 60_000,
  /** The phone's clock ahead of the server's, or of its own position. */
  clockMs: 5 * 60_000,
  /** Standing this long, seconds, counts as support. */
  dwellSeconds: 60,
} as const;

/** A visit as its neighbours see it. */
export interface VisitMark {
  id: string;
  authorId: string;
  deviceId: string;
  placeId: string;
  recordedAt: number;
  lon: number | null;
  lat: number | null;
  accuracy: number | null;
  /** When the position was fixed; null when the phone did not tell. */
  fixAt: number | null;
}

/** Metres east and north on the street's plane, time in milliseconds, accuracy in metres. */
export interface TrackMark {
  x: number;
  y: number;
  at: number;
  accuracy: number;
}

/** Share of `around ± half` within which the track has no gap. More points never lower it. */
export function continuity(times: readonly number[], around: number, half: number, gapMs: number): number {
  let covered = 0;
  let last: number | null = null;
  for (const at of times.toSorted((a, b) => a - b)) {
    if (last !== null && at - last <= gapMs) {
      const from = Math.max(last, around - half);
      const to = Math.min(at, around + half);
      if (to > from) covered += to - from;
    }
    last = at;
  }
  return covered / (2 * half);
}

/** In order of time; equal times by what they say, so that the order of arrival decides nothing. */
export const inTime = (a: TrackMark, b: TrackMark): number =>
  a.at - b.at || a.x - b.x || a.y - b.y || a.accuracy - b.accuracy;

/** The farthest impossible step of a track, metres; 0 when there is none. Coarse positions are not held against anyone. */
export function farthestJump(track: readonly TrackMark[]): number {
  const good = track.filter((mark) => mark.accuracy <= HYGIENE.accuracy).toSorted(inTime);
  let farthest = 0;
  for (let i = 1; i < good.length; i++) {
    const a = good[i - 1]!;
    const b = good[i]!;
    if (b.at - a.at > presenceLimits.gapMs) continue;
    const metres = Math.hypot(b.x - a.x, b.y - a.y) - a.accuracy - b.accuracy;
    const seconds = Math.max(1, b.at - a.at) / 1000;
    if (metres >= presenceLimits.jumpMetres && metres / seconds > presenceLimits.jumpSpeed)
      farthest = Math.max(farthest, metres);
  }
  return farthest;
}

/** The most places that the author recorded within one minute that contains this visit, itself included. */
export function mostInAMinute(visit: VisitMark, own: readonly VisitMark[]): number {
  const near = own
    .filter((other) => Math.abs(other.recordedAt - visit.recordedAt) <= presenceLimits.batchMs)
    .toSorted((a, b) => a.recordedAt - b.recordedAt);
  let most = 1;
  for (const { recordedAt: from } of near) {
    if (from > visit.recordedAt) break;
    const places = new Set([visit.placeId]);
    for (const other of near)
      if (other.recordedAt >= from && other.recordedAt <= from + presenceLimits.batchMs)
        places.add(other.placeId);
    if (visit.recordedAt <= from + presenceLimits.batchMs) most = Math.max(most, places.size);
  }
  return most;
}

/** A position with all its digits. Rounded ones agree by chance, and prove nothing by agreeing. */
const hasAllDigits = ({ lon, lat }: VisitMark) =>
  [lon, lat].every(
    (degrees) => degrees !== null && Math.abs(degrees * 1e5 - Math.round(degrees * 1e5)) > 1e-6,
  );

export const sameFix = (a: VisitMark, b: VisitMark): boolean =>
  hasAllDigits(a) && a.lon === b.lon && a.lat === b.lat && a.accuracy === b.accuracy;

/**
 * Other places recorded from the very same position, over minutes: a receiver never repeats itself to the last digit,
 * a program does. A kept position that says its age is old, not false, and is left out.
 */
export function frozenPlaces(visit: VisitMark, own: readonly VisitMark[]): number {
  const same = own.filter(
    (other) =>
      other.placeId !== visit.placeId &&
      Math.abs(other.recordedAt - visit.recordedAt) <= presenceLimits.neighbourMs &&
      sameFix(visit, other) &&
      (visit.fixAt === null || other.fixAt === null || other.fixAt !== visit.fixAt),
  );
  const times = [visit, ...same].map((mark) => mark.recordedAt);
  const lasted = Math.max(...times) - Math.min(...times);
  const places = new Set(same.map((other) => other.placeId)).size;
  return lasted >= presenceLimits.sameFixMs ? places : 0;
}

/** Other people whose phones reported the very same position at about the same time. */
export function copiedBy(visit: VisitMark, others: readonly VisitMark[]): number {
  const people = others.filter(
    (other) =>
      other.authorId !== visit.authorId &&
      other.deviceId !== visit.deviceId &&
      Math.abs(other.recordedAt - visit.recordedAt) <= presenceLimits.copiedMs &&
      sameFix(visit, other),
  );
  return new Set(people.map((other) => other.authorId)).size;
}

/** Phones that recorded visits of this person at about this time. */
export function phonesInUse(visit: VisitMark, own: readonly VisitMark[]): number {
  const near = own.filter(
    (other) => Math.abs(other.recordedAt - visit.recordedAt) <= presenceLimits.phonesMs,
  );
  return new Set([visit.deviceId, ...near.map((other) => other.deviceId)]).size;
}

/** The fastest that the author must have travelled from or to a neighbouring visit, metres per second; 0 when possible. */
export function impossibleTravel(visit: VisitMark, own: readonly VisitMark[]): number {
  let fastest = 0;
  for (const other of own) {
    if (other.id === visit.id || Math.abs(other.recordedAt - visit.recordedAt) > presenceLimits.trackMs)
      continue;
    if (visit.lon === null || visit.lat === null || other.lon === null || other.lat === null) continue;
    const slack = (visit.accuracy ?? 0) + (other.accuracy ?? 0);
    const metres = distance(visit.lon, visit.lat, other.lon, other.lat) - slack;
    if (metres < presenceLimits.travelMetres) continue;
    const speed = (metres * 1000) / Math.max(1000, Math.abs(momentOf(other) - momentOf(visit)));
    if (speed > presenceLimits.travelSpeed) fastest = Math.max(fastest, speed);
  }
  return fastest;
}

/** When somebody stood at the position that a visit tells. */
const momentOf = (visit: VisitMark) => visit.fixAt ?? visit.recordedAt;
