/**
 * The presence grade of one visit.
 *
 * Rule: any doubt makes it C, whatever speaks for it, so that nothing is averaged away; a person may then stand for it
 * by name. Without doubts it is A when a fresh position lies within reach and either a continuous track passes there or
 * a photograph and a stay support it; B when position or track alone puts the person there; D when there is nothing to
 * judge by.
 */
import { WORST_ACCURACY } from "../coverage/sight.ts";
import {
  continuity,
  copiedBy,
  farthestJump,
  frozenPlaces,
  impossibleTravel,
  inTime,
  mostInAMinute,
  phonesInUse,
  presenceLimits,
  type TrackMark,
  type VisitMark,
} from "./evidence.ts";
import { metresTo, type PlaceShape } from "./place-shape.ts";
import { reasonCodes, reasonWeight, type Grade, type PresenceReason, type ReasonCode } from "./reason.ts";

/** All that bears on one visit. Every list is a set: order and repetition change nothing. */
export interface PresenceEvidence {
  visit: VisitMark;
  /** When the server received it, milliseconds. */
  receivedAt: number;
  /** Position of the visit on the street's plane; null when the phone had none. */
  spot: { x: number; y: number } | null;
  /** Seconds of stay that the phone measured. */
  dwellSeconds: number | null;
  photographs: number;
  /** Null when the register does not know where the place is. */
  place: PlaceShape | null;
  /** The author's track around the visit, any phone. */
  track: readonly TrackMark[];
  /** The author's other visits around it. */
  own: readonly VisitMark[];
  /** Visits of others at the same position. */
  others: readonly VisitMark[];
}

export interface PresenceGrade {
  grade: Grade;
  reasons: PresenceReason[];
}

export function gradePresence(evidence: PresenceEvidence): PresenceGrade {
  const found = new Map<ReasonCode, number>();
  const say = (code: ReasonCode, amount = 0) => void found.set(code, Math.round(amount * 10) / 10);
  const fix = judgeFix(evidence, say);
  const track = judgeTrack(evidence, say);
  judgeNeighbours(evidence, say);
  judgeClock(evidence, say);
  const stayed = Math.max(evidence.dwellSeconds ?? 0, track.dwellSeconds);
  if (stayed >= presenceLimits.dwellSeconds) say("dwell", stayed);
  if (evidence.photographs > 0) say("photograph", evidence.photographs);
  if (!evidence.place) say("no_place");
  else if (!evidence.spot && !track.passes) say("no_position");

  const reasons = reasonCodes.flatMap((code) =>
    found.has(code) ? [{ code, amount: found.get(code)! }] : [],
  );
  return { grade: gradeFrom(reasons, fix, track), reasons };
}

function gradeFrom(
  reasons: readonly PresenceReason[],
  fix: { here: boolean; perhaps: boolean },
  track: { passes: boolean; continuous: boolean },
): Grade {
  if (reasons.some((reason) => reasonWeight(reason) === "doubt")) return "C";
  const has = (code: ReasonCode) => reasons.some((reason) => reason.code === code);
  const supported = (track.passes && track.continuous) || (has("dwell") && has("photograph"));
  if (fix.here && supported) return "A";
  return fix.here || fix.perhaps || track.passes ? "B" : "D";
}

type Say = (code: ReasonCode, amount?: number) => void;

/** here: a fresh, sharp position within reach. perhaps: within reach as far as its accuracy or age can tell. */
function judgeFix({ visit, spot, place }: PresenceEvidence, say: Say): { here: boolean; perhaps: boolean } {
  const nothing = { here: false, perhaps: false };
  if (!spot || !place) return nothing;
  const age = visit.fixAt === null ? 0 : Math.max(0, visit.recordedAt - visit.fixAt);
  const accuracy = visit.accuracy ?? 0;
  const metres = metresTo(place, spot.x, spot.y);
  const stale = age > presenceLimits.staleMs;
  const coarse = accuracy > WORST_ACCURACY;
  if (stale) say("stale_fix", age / 1000);
  if (coarse) say("coarse_fix", accuracy);
  if (age > presenceLimits.deadMs) return nothing;
  if (!stale && metres > place.reach + accuracy) {
    say("far", metres);
    return nothing;
  }
  if (metres > place.reach + (coarse ? 0 : accuracy)) return nothing;
  say("near", Math.max(metres, 1));
  return { here: metres <= place.reach && !stale && !coarse, perhaps: !coarse };
}

function judgeTrack({ visit, place, track }: PresenceEvidence, say: Say) {
  const at = visit.recordedAt;
  const around = track.filter((mark) => Math.abs(mark.at - at) <= presenceLimits.trackMs);
  const near = around.filter((mark) => Math.abs(mark.at - at) <= presenceLimits.continuityMs);
  const share = continuity(
    around.map((mark) => mark.at),
    at,
    presenceLimits.continuityMs,
    presenceLimits.gapMs,
  );
  const continuous = share >= presenceLimits.continuousShare;
  const jump = farthestJump(near);
  if (jump > 0) say("jump", jump);
  if (around.length === 0) say("no_track");
  else if (!continuous) say("broken_track");
  if (!place) return { passes: false, continuous, dwellSeconds: 0 };

  let nearest = Infinity;
  for (const mark of around)
    if (mark.accuracy <= WORST_ACCURACY) nearest = Math.min(nearest, metresTo(place, mark.x, mark.y));
  const passes = nearest <= place.reach;
  if (passes) say("on_track", Math.max(nearest, 1));
  // Even the worst of the good positions does not explain being this far away all the time.
  else if (continuous && nearest < Infinity && nearest > place.reach + 2 * WORST_ACCURACY)
    say("track_elsewhere", nearest);
  return { passes, continuous, dwellSeconds: stayAt(place, around) };
}

/** Seconds that the track stayed within reach, gaps left out. */
function stayAt(place: PlaceShape, track: readonly TrackMark[]): number {
  let ms = 0;
  let last: number | null = null;
  for (const mark of track.toSorted(inTime)) {
    const here = metresTo(place, mark.x, mark.y) <= place.reach + mark.accuracy;
    if (here && last !== null && mark.at - last <= presenceLimits.gapMs) ms += mark.at - last;
    last = here ? mark.at : null;
  }
  return ms / 1000;
}

function judgeNeighbours({ visit, own, others }: PresenceEvidence, say: Say): void {
  const speed = impossibleTravel(visit, own);
  if (speed > 0) say("too_fast", speed);
  const burst = mostInAMinute(visit, own);
  if (burst >= presenceLimits.batch) say("batch", burst);
  const frozen = frozenPlaces(visit, own);
  if (frozen >= presenceLimits.sameFix) say("same_fix", frozen);
  const copied = copiedBy(visit, others);
  if (copied > 0) say("copied_fix", copied);
  const phones = phonesInUse(visit, own);
  if (phones > 1) say("two_phones", phones);
}

/** A clock may run late without harm; a record from the future, or older than its own position, cannot be. */
function judgeClock({ visit, receivedAt }: PresenceEvidence, say: Say): void {
  const ahead = Math.max(
    visit.recordedAt - receivedAt,
    visit.fixAt === null ? 0 : visit.fixAt - visit.recordedAt,
  );
  if (ahead > presenceLimits.clockMs) say("clock", ahead / 1000);
}
