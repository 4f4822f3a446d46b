import { problem } from "@lingzhu/domain/kernel";
import type { FactOf } from "@lingzhu/domain/sync";
import { refuseCorrection } from "../sync/correction.ts";
import type { Intake } from "../sync/intake.ts";
import { visitToApprove } from "./store.ts";

/** A named person, never the visitor, stands for a visit; the grade itself stays as computed. */
export async function takePresenceApproval(intake: Intake, fact: FactOf<"presence-approval">): Promise<null> {
  const { tx, reach, actor } = intake;
  refuseCorrection(fact, "认定有误，请收回认定");
  await reach.requireSome("presence.approve", fact.recordedAt);
  const visit = await visitToApprove(tx, fact.body.visitId);
  if (!visit) throw problem("record.missing", { noun: "踏查记录" });
  await reach.require("presence.approve", fact.recordedAt, { communityId: visit.communityId, zoneIds: [] });
  if (visit.authorId === actor.personId) throw problem("presence.own-visit");
  tx.audit({
    act: `presence.${fact.body.type}`,
    noun: "visit",
    id: fact.body.visitId,
    detail: { reason: fact.body.reason },
  });
  intake.presence.visitIds.push(fact.body.visitId);
  return null;
}
