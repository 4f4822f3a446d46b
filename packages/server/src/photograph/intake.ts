import type { FactOf } from "@lingzhu/domain/sync";
import type { Intake } from "../sync/service.ts";

/** The record of a photograph may come before its bytes and before the fact it belongs to. */
export async function takePhotograph(intake: Intake, fact: FactOf<"photograph">): Promise<null> {
  intake.reach.requireSome("fact.record");
  intake.pictured.push({ factId: fact.id, sha256: fact.body.sha256 });
  return null;
}
