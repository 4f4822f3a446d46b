import { problem } from "@lingzhu/domain/kernel";
import { stoodOnDayOf } from "@lingzhu/domain/marker";
import type { FactOf } from "@lingzhu/domain/sync";
import { refuseCorrection } from "../sync/correction.ts";
import type { Intake } from "../sync/intake.ts";
import { markerInRound } from "./store.ts";

/**
 * A worker saw a marker: its code must stand on that day in a round that runs. A code that does not exist, one of
 * another round, one not placed yet and one taken away are refused in the same words, so that nothing is told but
 * that it may be a slip of the finger.
 */
export async function takeMarker(intake: Intake, fact: FactOf<"marker">): Promise<null> {
  await intake.reach.requireSome("fact.record", fact.recordedAt);
  refuseCorrection(fact, "标牌编号登记错了，重新登记一条即可");
  const { code } = fact.body;
  const marker = await markerInRound(intake.tx, code, fact.recordedAt);
  if (!marker || !stoodOnDayOf(fact.recordedAt, marker)) throw problem("marker.unknown", { code });
  return null;
}
