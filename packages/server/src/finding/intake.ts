import { applyEvent, openFinding, type FindingEventType } from "@lingzhu/domain/finding";
import { scopeOf, type Action, type Actor } from "@lingzhu/domain/access";
import { dayOf, problem } from "@lingzhu/domain/kernel";
import type { FactOf } from "@lingzhu/domain/sync";
import { tellOf } from "../alert/service.ts";
import { refuseCorrection } from "../sync/correction.ts";
import type { Intake } from "../sync/intake.ts";
import * as store from "./store.ts";

/** Which action of the policy each event needs. */
export const actionOfEvent: Record<FindingEventType, Action> = {
  verify: "finding.verify",
  rule_out: "finding.verify",
  eradicate: "finding.eradicate",
  revisit: "finding.revisit",
  close: "finding.close",
  reopen: "finding.close",
};

/** Opens a finding under the sighting's own id and tells office, police and secretary in the same transaction. */
export async function takeSighting(intake: Intake, fact: FactOf<"sighting">): Promise<string> {
  const { tx, reach, actor } = intake;
  await reach.requireSome("finding.report", fact.recordedAt);
  refuseCorrection(fact, "发现的株数和品种在核实时更正");
  if (!fact.placeId && !fact.position)
    throw problem("input.invalid", { issues: [{ path: "placeId", reason: "请选择地点，或允许手机定位" }] });
  const place = fact.placeId ? reach.known(fact.placeId) : undefined;
  const { communityId } = await store.insertFinding(tx, {
    id: fact.id,
    reportedBy: actor.personId,
    placeId: place?.standsFor ?? null,
    communityId: place?.communityId ?? null,
    roundId: fact.roundId,
    position: fact.position,
    openedAt: fact.recordedAt,
    receivedAt: tx.now,
    sighting: fact.body,
    status: openFinding(fact.body),
  });
  await tellOf(tx, fact.id, communityId);
  tx.audit({
    act: "finding.open",
    noun: "finding",
    id: fact.id,
    detail: { source: fact.body.source, placeId: fact.placeId },
  });
  tx.announce("finding");
  return fact.id;
}

/** Who cross-checks the place in another round must not learn that there is a finding, nor touch it. */
function isHiddenFrom(
  actor: Actor,
  action: Action,
  of: { blindZoneIds: readonly string[]; personId: string },
): boolean {
  if (scopeOf(actor, action).street || of.personId === actor.personId) return false;
  return of.blindZoneIds.some((zoneId) => actor.zoneIds.includes(zoneId));
}

/** Moves a finding by one recorded event through its machine, or refuses with the machine's reason. */
export async function takeFindingEvent(intake: Intake, fact: FactOf<"finding-event">): Promise<string> {
  const { tx, reach, actor } = intake;
  const { findingId, event } = fact.body;
  const finding = await store.lockFinding(tx, findingId);
  if (!finding || isHiddenFrom(actor, actionOfEvent[event.type], finding.belonging))
    throw problem("record.missing", { noun: "发现" });
  await reach.require(actionOfEvent[event.type], fact.recordedAt, finding.belonging);
  if ("day" in event && event.day > dayOf(tx.now))
    throw problem("input.invalid", { issues: [{ path: "event.day", reason: "日期还没有到" }] });
  const status = applyEvent(finding.status, event);
  await store.saveStatus(tx, findingId, status, fact.recordedAt);
  tx.audit({
    act: `finding.${event.type}`,
    noun: "finding",
    id: findingId,
    detail: { from: finding.status.state, to: status.state },
  });
  tx.announce("finding");
  return findingId;
}
