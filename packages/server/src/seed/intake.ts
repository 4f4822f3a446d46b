import type { FactOf } from "@lingzhu/domain/sync";
import { requireSameKind } from "../sync/correction.ts";
import type { Intake } from "../sync/intake.ts";

/** A handover may happen anywhere in the street; the place, where one is named, has to exist. */
export async function takeSeedHandover(intake: Intake, fact: FactOf<"seed-handover">): Promise<null> {
  await intake.reach.requireSome("seed.record", fact.recordedAt);
  if (fact.placeId) intake.reach.known(fact.placeId);
  await requireSameKind(intake, fact);
  return null;
}
