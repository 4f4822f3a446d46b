import { problem } from "@lingzhu/domain/kernel";
import { factKindWords, isRetractable, type FactKind, type FactOf } from "@lingzhu/domain/sync";
import { withdrawAddition } from "../place/addition-intake.ts";
import { correctedTarget } from "./correction.ts";
import type { Intake } from "./intake.ts";

/** Takes a record back. What follows from it is computed again without it. */
export async function takeRetraction(intake: Intake, fact: FactOf<"retraction">): Promise<null> {
  await intake.reach.requireSome("fact.correct", fact.recordedAt);
  if (!fact.corrects)
    throw problem("input.invalid", { issues: [{ path: "corrects", reason: "请选择要撤回的记录" }] });
  const target = await correctedTarget(intake, fact);
  if (!target) return null; // Still on its way: it will not count when it arrives.
  if (!isRetractable(target.kind))
    throw problem("fact.not-retractable", { kind: factKindWords[target.kind as FactKind] });
  if (target.kind === "place-addition") await withdrawAddition(intake, fact.corrects);
  if (target.kind === "visit" && target.roundId && target.placeId)
    intake.touched.push({ roundId: target.roundId, placeId: target.placeId });
  if ((target.kind === "notice" || target.kind === "commitment") && target.placeId)
    intake.served.add(target.placeId);
  intake.tx.announce(topicOf[target.kind] ?? "visit");
  return null;
}

const topicOf: Record<string, string> = {
  notice: "outreach",
  commitment: "outreach",
  publicity: "publicity",
  "seed-handover": "publicity",
  "place-addition": "place",
};
