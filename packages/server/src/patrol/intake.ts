import { problem } from "@lingzhu/domain/kernel";
import type { FactOf } from "@lingzhu/domain/sync";
import { correctedFact } from "../sync/store.ts";
import type { Intake, RoundStanding } from "../sync/service.ts";
import { roundStanding } from "./round-state.ts";

/** A visit counts at a household or plot the author reached that day, in a round that exists. */
export async function takeVisit(intake: Intake, fact: FactOf<"visit">): Promise<null> {
  const place = await intake.reach.requirePlace(fact, "fact.record");
  if (place.kind !== "household" && place.kind !== "plot")
    throw problem("input.invalid", { issues: [{ path: "placeId", reason: "踏查记录只能记在户或地块上" }] });
  if (fact.roundId && (await standingOf(intake, fact.roundId)) === "missing")
    throw problem("record.missing", { noun: "轮次" });
  await requireOwnCorrection(intake, fact);
  if (fact.roundId) intake.touched.push({ roundId: fact.roundId, placeId: place.id });
  return null;
}

/** A correction replaces one's own record of the same place; the office may correct anyone's. */
async function requireOwnCorrection(intake: Intake, fact: FactOf<"visit">): Promise<void> {
  if (!fact.corrects) return;
  const target = await correctedFact(intake.tx, fact.corrects);
  if (!target) return; // It may still be on its way; the rule of state needs no order.
  const office = intake.actor.grants.some((grant) => grant.role === "office");
  if (target.authorId !== intake.actor.personId && !office)
    throw problem("access.denied", { action: "更正他人的记录" });
  if (target.kind !== "visit" || target.placeId !== fact.placeId || target.roundId !== fact.roundId)
    throw problem("input.invalid", {
      issues: [{ path: "corrects", reason: "更正须是同一轮次、同一地点的踏查记录" }],
    });
}

/** A track is the worker's own sensitive data: it needs a round, and only zones' walkers record one. */
export async function takeTrack(intake: Intake, fact: FactOf<"track">): Promise<null> {
  intake.reach.requireSome("fact.record");
  const standing = fact.roundId ? await standingOf(intake, fact.roundId) : "missing";
  if (!fact.roundId || standing === "missing") throw problem("record.missing", { noun: "轮次" });
  if (standing === "erased") throw problem("track.past-retention");
  const { id, roundId, deviceId, recordedAt } = fact;
  const [lon, lat] = fact.body.points[0]!;
  intake.walked.push({
    id,
    roundId,
    deviceId,
    recordedAt,
    authorId: intake.actor.personId,
    firstFix: [lon, lat],
  });
  return null;
}

/** Asked once for each round of a batch: a day's records are hundreds, and all of one round. */
async function standingOf({ tx, rounds }: Intake, id: string): Promise<RoundStanding> {
  const known = rounds.get(id);
  if (known) return known;
  const standing = await roundStanding(tx, id);
  rounds.set(id, standing);
  return standing;
}
