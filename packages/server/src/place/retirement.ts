import type { Actor, Scope } from "@lingzhu/domain/access";
import { problem } from "@lingzhu/domain/kernel";
import type { RetiredList, RetiredQuery } from "@lingzhu/domain/place";
import type { z } from "zod";
import type { Reading, Writing } from "../db/transact.ts";
import { enterRegister, leaveRegister } from "../patrol/register.ts";
import * as retirements from "./retirement-store.ts";
import { lockTree, placeById, type PlaceRow } from "./store.ts";

type Author = Pick<Actor, "personId">;

/** One page of the retired places within reach. */
export const listRetired = async (
  tx: Reading,
  scope: Scope,
  { page, limit, ...filter }: z.output<typeof RetiredQuery>,
): Promise<RetiredList> => retirements.listRetired(tx, scope, filter, { offset: (page - 1) * limit, limit });

/** Ends the use of a place. Its record stays; rounds that are not over let go of it where nothing was recorded. */
export async function retirePlace(
  tx: Writing,
  author: Author,
  scope: Scope,
  id: string,
  reason: string,
): Promise<{ id: string }> {
  await lockTree(tx);
  const place = await requirePlace(tx, scope, id);
  if (place.kind === "street") throw problem("record.in-use", { noun: "街道", by: "整个台账" });
  if (place.retiredAt !== null) throw problem("record.changed", { noun: "地点" });
  if (place.addition === "awaiting") throw problem("record.in-use", { noun: "地点", by: "补登审核" });
  const ties = await retirements.tiesOf(tx, place);
  if (ties.children) throw problem("record.in-use", { noun: "地点", by: "其下未注销的地点" });
  if (ties.findings) throw problem("record.in-use", { noun: "地点", by: "未办结的发现" });
  await retirements.recordRetirement(tx, [id], "retire", reason, author.personId);
  await leaveRegister(tx, [id]);
  tx.audit({ act: "place.retire", noun: "place", id, detail: { kind: place.kind, reason } });
  tx.announce("place");
  return { id };
}

/** Brings a retired place back into use. A household or plot enters the rounds that are not over. */
export async function reinstatePlace(
  tx: Writing,
  author: Author,
  scope: Scope,
  id: string,
  reason: string,
): Promise<{ id: string }> {
  await lockTree(tx);
  const place = await requirePlace(tx, scope, id);
  if (place.retiredAt === null) throw problem("record.changed", { noun: "地点" });
  const above = await retirements.retiredAbove(tx, place);
  if (above) throw problem("place.retired-above", { above });
  await retirements.recordRetirement(tx, [id], "reinstate", reason, author.personId);
  await enterRegister(tx, [id]);
  tx.audit({ act: "place.reinstate", noun: "place", id, detail: { kind: place.kind, reason } });
  tx.announce("place");
  return { id };
}

async function requirePlace(tx: Reading, scope: Scope, id: string): Promise<PlaceRow> {
  const row = await placeById(tx, scope, id);
  if (!row) throw problem("record.missing", { noun: "地点" });
  return row;
}
