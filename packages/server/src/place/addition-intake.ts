import { dayOf, problem } from "@lingzhu/domain/kernel";
import {
  childOf,
  naturalKeyOf,
  parentKinds,
  placeKinds,
  placeName,
  settleAddition,
  standsInRegister,
  type AdditionStatus,
  type PlaceKind,
} from "@lingzhu/domain/place";
import type { FactOf } from "@lingzhu/domain/sync";
import type { Writing } from "../db/transact.ts";
import { visitsAt } from "../presence/store.ts";
import { refuseCorrection } from "../sync/correction.ts";
import type { Intake } from "../sync/intake.ts";
import * as additions from "./addition-store.ts";
import { treeNodeOf } from "./service.ts";
import * as store from "./store.ts";

const EVERYWHERE = { street: true, communityIds: [], zoneIds: [], ownPersonId: null };

/**
 * A household or plot that the register lacked. It is a place from now on, under the fact's own id, and in the register
 * of the rounds that ran when it was found; the office confirms, merges or rejects it later.
 */
export async function takePlaceAddition(intake: Intake, fact: FactOf<"place-addition">): Promise<null> {
  const { tx, reach, actor } = intake;
  refuseCorrection(fact, "补登有误，请撤回后重新补登");
  const { kind, parentId, floor = null, plotKind } = fact.body;
  const parent = reach.place(parentId);
  if (!parent) throw problem("record.missing", { noun: "上级地点" });
  await reach.require("place.add", fact.recordedAt, { ...parent, personId: null });
  if (!parentKinds[kind].includes(parent.kind as PlaceKind))
    throw problem("input.invalid", {
      issues: [
        {
          path: "parentId",
          reason: `${placeKinds[kind]}不能直接放在${placeKinds[parent.kind as PlaceKind]}下面`,
        },
      ],
    });
  const name = placeName(kind, fact.body.name, floor);
  if (name === "")
    throw problem("input.invalid", { issues: [{ path: "name", reason: "名称认不出来，请换一种写法" }] });

  const above = (await store.placeById(tx, EVERYWHERE, parentId))!;
  // Two workers may add the same door, and neither is refused: it gets its key when the office confirms it.
  const node = childOf(await treeNodeOf(tx, above), kind, name, fact.id, additions.keyWhileAwaiting(fact.id));
  await store.insertPlace(tx, node, additions.positionOf(fact.position), "field");
  if (kind === "household")
    await store.insertHousehold(tx, fact.id, { floor, door: name, residents: null, head: null, phone: null });
  else await store.insertPlot(tx, fact.id, { plotKind: plotKind!, areaM2: null, outline: null });
  await additions.insertAddition(tx, {
    placeId: fact.id,
    addedBy: actor.personId,
    addedAt: fact.recordedAt,
  });
  // The author may have taken it back before it arrived.
  if (await additions.retracted(tx, fact.id)) {
    await additions.saveStatus(tx, fact.id, { state: "withdrawn", mergedInto: null }, null);
    await additions.leaveTree(tx, fact.id);
  } else await additions.enterRounds(tx, fact.id, dayOf(fact.recordedAt), parent.zoneIds);
  await reach.learn(fact.id);
  tx.audit({ act: "place.add", noun: "place", id: fact.id, detail: { kind, parentId } });
  return null;
}

/** The office confirms, merges, rejects, or opens the question again. What was recorded there follows; no fact changes. */
export async function takePlaceDecision(intake: Intake, fact: FactOf<"place-decision">): Promise<null> {
  const { tx, reach, actor } = intake;
  refuseCorrection(fact, "审核有误，请重新审核");
  const { id } = await reach.requirePlace(fact, "addition.decide");
  const { decision } = fact.body;
  await store.lockTree(tx);
  const addition = await additions.lockAddition(tx, id);
  if (!addition) throw problem("record.missing", { noun: "补登地点" });
  const status = settleAddition(addition, decision);
  if (decision.type === "merge") await requireTarget(tx, id, decision.intoPlaceId);
  if (decision.type === "confirm") await takeNaturalKey(tx, id);
  if (decision.type === "reopen" || decision.type === "merge")
    await additions.setKey(tx, id, additions.keyWhileAwaiting(id));
  await settle(intake, id, addition, status, { by: actor.personId, id: fact.id });
  tx.audit({
    act: `place.${decision.type}`,
    noun: "place",
    id,
    detail: { from: addition.state, to: status.state, ...decision },
  });
  return null;
}

/** The author took the addition back while nobody had decided on it. */
export async function withdrawAddition(intake: Intake, id: string): Promise<void> {
  const addition = await additions.lockAddition(intake.tx, id);
  if (!addition) return;
  await settle(intake, id, addition, settleAddition(addition, { type: "withdraw" }), null);
  intake.tx.audit({ act: "place.withdraw", noun: "place", id, detail: { from: addition.state } });
}

/** Writes the new status and has everything that was recorded here, or at what was merged into it, counted again. */
async function settle(
  intake: Intake,
  id: string,
  addition: additions.AdditionRow,
  status: AdditionStatus,
  decision: { by: string; id: string } | null,
): Promise<void> {
  const { tx } = intake;
  await additions.saveStatus(tx, id, status, decision);
  const moved = await additions.followMerges(tx, id);
  if (standsInRegister(status.state)) {
    if (!standsInRegister(addition.state)) {
      await additions.returnToTree(tx, id);
      await additions.enterRounds(tx, id, dayOf(addition.addedAt), []);
    }
  } else await additions.leaveTree(tx, id);
  for (const { roundId, placeId } of await additions.visitedPairs(tx, moved)) {
    for (const at of [placeId, addition.standsFor]) intake.touched.push({ roundId, placeId: at });
  }
  for (const at of [...moved, addition.standsFor]) intake.served.add(at);
  await additions.moveFindings(tx, moved);
  intake.presence.visitIds.push(...(await visitsAt(tx, moved)));
  await intake.reach.learn(id);
}

/** A merge goes into a place of the same kind and community that is in the register and itself beyond doubt. */
async function requireTarget(tx: Writing, id: string, intoPlaceId: string): Promise<void> {
  const target = await store.placeById(tx, EVERYWHERE, intoPlaceId);
  if (!target) throw problem("record.missing", { noun: "地点" });
  const own = (await store.placeById(tx, EVERYWHERE, id))!;
  const fits = target.id !== id && target.kind === own.kind && target.communityId === own.communityId;
  if (!fits || target.retiredAt !== null || target.addition === "awaiting")
    throw problem("place.merge-target", { place: target.path });
}

/** A confirmed place is found again by the next ledger under the key that any other place of this name would have. */
async function takeNaturalKey(tx: Writing, id: string): Promise<void> {
  const place = (await store.placeById(tx, EVERYWHERE, id))!;
  const parent = (await store.placeById(tx, EVERYWHERE, place.parentId!))!;
  const { names } = await treeNodeOf(tx, parent);
  const key = naturalKeyOf(place.kind as "household" | "plot", names, place.name);
  if ((await store.placeByKey(tx, key)) || (await additions.hasNamesake(tx, place)))
    throw problem("record.duplicate", { noun: "地点（台账里已有同名的一处，请改用“并入”）" });
  await additions.setKey(tx, id, key);
}
