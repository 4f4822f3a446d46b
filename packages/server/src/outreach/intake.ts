import { problem } from "@lingzhu/domain/kernel";
import type { FactOf } from "@lingzhu/domain/sync";
import { requireRound } from "../patrol/intake.ts";
import { requireSameKind } from "../sync/correction.ts";
import type { Intake } from "../sync/intake.ts";

/** A notice is served on a household the author reached that day. */
export async function takeNotice(intake: Intake, fact: FactOf<"notice">): Promise<null> {
  return takeAtPlace(intake, fact, ["household"], "告知书只能送达到户");
}

/** A commitment is signed by a household, or by whoever uses a plot. */
export async function takeCommitment(intake: Intake, fact: FactOf<"commitment">): Promise<null> {
  return takeAtPlace(intake, fact, ["household", "plot"], "承诺书只能由户或地块的使用人签订");
}

async function takeAtPlace(
  intake: Intake,
  fact: FactOf<"notice"> | FactOf<"commitment">,
  kinds: readonly string[],
  otherwise: string,
): Promise<null> {
  const place = await intake.reach.requirePlace(fact, "outreach.record");
  if (!kinds.includes(place.kind))
    throw problem("input.invalid", { issues: [{ path: "placeId", reason: otherwise }] });
  if (fact.roundId) await requireRound(intake, fact.roundId);
  await requireSameKind(intake, fact);
  intake.served.add(place.id);
  return null;
}

/** An event may be held anywhere in the street; the place, where one is named, has to exist. */
export async function takePublicity(intake: Intake, fact: FactOf<"publicity">): Promise<null> {
  await intake.reach.requireSome("publicity.record", fact.recordedAt);
  if (fact.placeId) intake.reach.known(fact.placeId);
  await requireSameKind(intake, fact);
  return null;
}
