/** Facts that name another one by `corrects`: a better record in its place, or a retraction. */
import { problem } from "@lingzhu/domain/kernel";
import type { Fact } from "@lingzhu/domain/sync";
import type { Intake } from "./intake.ts";
import { correctedFact } from "./store.ts";

export interface Target {
  kind: string;
  authorId: string;
  placeId: string | null;
  roundId: string | null;
}

/**
 * The fact that `fact` corrects, if it is here already: it may still be on its way, and the rules of state need no
 * order. One's own, or any for the office; otherwise `access.denied`.
 */
export async function correctedTarget(intake: Intake, fact: Fact): Promise<Target | null> {
  if (!fact.corrects) return null;
  const beside = intake.taken.get(fact.corrects);
  const target: Target | undefined = beside
    ? { ...beside, authorId: intake.actor.personId }
    : await correctedFact(intake.tx, fact.corrects);
  if (!target) return null;
  await intake.reach.require("fact.correct", fact.recordedAt, {
    communityId: null,
    zoneIds: [],
    personId: target.authorId,
  });
  return target;
}

/** A correction replaces a record of the same kind, round and place. */
export async function requireSameKind(intake: Intake, fact: Fact): Promise<void> {
  const target = await correctedTarget(intake, fact);
  if (!target) return;
  if (target.kind !== fact.kind || target.placeId !== fact.placeId || target.roundId !== fact.roundId)
    throw problem("input.invalid", {
      issues: [{ path: "corrects", reason: "更正须是同一轮次、同一地点的同类记录" }],
    });
}

/** For kinds that are never corrected; says what to do instead. */
export function refuseCorrection(fact: Fact, instead: string): void {
  if (fact.corrects) throw problem("input.invalid", { issues: [{ path: "corrects", reason: instead }] });
}
