import { problem } from "@lingzhu/domain/kernel";
import type { FactOf } from "@lingzhu/domain/sync";
import { CHUNK_MS } from "../presence/store.ts";
import { requireSameKind } from "../sync/correction.ts";
import type { Intake } from "../sync/intake.ts";
import { roundStanding } from "./round-state.ts";

/** A visit counts at a household or plot the author reached that day, in a round that exists. */
export async function takeVisit(intake: Intake, fact: FactOf<"visit">): Promise<null> {
  const place = await intake.reach.requirePlace(fact, "fact.record");
  if (place.kind !== "household" && place.kind !== "plot")
    throw problem("input.invalid", { issues: [{ path: "placeId", reason: "踏查记录只能记在户或地块上" }] });
  if (fact.roundId) await requireRound(intake, fact.roundId);
  await requireSameKind(intake, fact);
  if (fact.roundId) intake.touched.push({ roundId: fact.roundId, placeId: place.id });
  intake.presence.visits.push({
    id: fact.id,
    authorId: intake.actor.personId,
    recordedAt: fact.recordedAt,
  });
  return null;
}

/** A track is the worker's own sensitive data: it needs a round, and only zones' walkers record one. */
export async function takeTrack(intake: Intake, fact: FactOf<"track">): Promise<null> {
  await intake.reach.requireSome("fact.record", fact.recordedAt);
  const { id, deviceId, recordedAt } = fact;
  const roundId = await requireRound(intake, fact.roundId);
  if (intake.rounds.get(roundId) === "erased") throw problem("track.past-retention");
  const [lon, lat] = fact.body.points[0]!;
  intake.walked.push({
    id,
    roundId,
    deviceId,
    recordedAt,
    authorId: intake.actor.personId,
    firstFix: [lon, lat],
  });
  intake.presence.tracks.push({ authorId: intake.actor.personId, ...spanOf(recordedAt, fact.body.points) });
  return null;
}

/** From the first to the last point, as far as a chunk of that moment can reach. */
function spanOf(recordedAt: number, points: readonly (readonly number[])[]): { from: number; to: number } {
  let from = recordedAt;
  let to = recordedAt - CHUNK_MS;
  for (const [, , at] of points) {
    from = Math.min(from, Math.max(at!, recordedAt - CHUNK_MS));
    to = Math.max(to, Math.min(at!, recordedAt));
  }
  return { from, to };
}

/** Why one's own track has a gap. It explains; it closes nothing. */
export async function takeTrackGap(intake: Intake, fact: FactOf<"track-gap">): Promise<null> {
  await intake.reach.requireSome("fact.record", fact.recordedAt);
  await requireRound(intake, fact.roundId);
  await requireSameKind(intake, fact);
  return null;
}

/** Throws `record.missing` unless the round exists. Asked once for each round of a batch: a day's visits are hundreds. */
export async function requireRound({ tx, rounds }: Intake, id: string | null): Promise<string> {
  if (id !== null && !rounds.has(id)) rounds.set(id, await roundStanding(tx, id));
  if (id === null || rounds.get(id) === "missing") throw problem("record.missing", { noun: "轮次" });
  return id;
}
