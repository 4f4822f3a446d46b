import { covers, type Actor, type Scope } from "@lingzhu/domain/access";
import {
  decideDuty,
  requireDutyFits,
  requireEnd,
  type AssignDuty,
  type DutyKind,
  type DutyList,
  type DutyQuery,
} from "@lingzhu/domain/duty";
import { problem, type Day, type Span } from "@lingzhu/domain/kernel";
import type { z } from "zod";
import type { Reading, Writing } from "../db/transact.ts";
import * as store from "./store.ts";

/** Who writes, as far as a duty keeps it. */
type Author = Pick<Actor, "personId">;

export interface Assigned {
  assigned: number;
  ended: number;
}

/**
 * Makes one person answer for many places in one transaction; duties of the same kind that stood there end the day
 * before. Places where the person answers already are left alone, so that repeating the request changes nothing.
 */
export async function assignDuty(
  tx: Writing,
  author: Author,
  scope: Scope,
  input: AssignDuty,
): Promise<Assigned> {
  if (input.validTo !== null && input.validTo < input.validFrom)
    throw problem("input.invalid", { issues: [{ path: "validTo", reason: "结束日期早于开始日期" }] });
  if (input.kind === "first_responsible" && !scope.street)
    throw problem("access.denied", { action: "确定第一责任人" });
  const person = await store.personCommunity(tx, input.personId);
  if (!person || !covers(scope, { communityId: person.communityId }))
    throw problem("record.missing", { noun: "人员" });
  const placeIds = [...new Set(input.placeIds)];
  await requirePlaces(tx, scope, input.kind, placeIds);
  const outcome = await recordDuties(
    tx,
    author,
    input.kind,
    placeIds.map((placeId) => ({ placeId, personId: input.personId })),
    input,
  );
  const [refused] = outcome.refused;
  if (refused) throw problem("record.in-use", { noun: "地点", by: `另一份责任（${refused.reason}）` });
  tx.audit({
    act: "duty.assign",
    noun: "person",
    id: input.personId,
    detail: {
      kind: input.kind,
      validFrom: input.validFrom,
      validTo: input.validTo,
      assigned: outcome.assigned,
      ended: outcome.ended,
    },
  });
  tx.announce("duty");
  return { assigned: outcome.assigned, ended: outcome.ended };
}

async function requirePlaces(
  tx: Writing,
  scope: Scope,
  kind: DutyKind,
  placeIds: readonly string[],
): Promise<void> {
  const places = await store.placesForDuty(tx, placeIds);
  if (places.length < placeIds.length || !places.every((place) => covers(scope, place)))
    throw problem("record.missing", { noun: "地点" });
  for (const place of places) requireDutyFits(kind, place.kind);
}

/**
 * Decides and records duties of one kind and span, each place at most once. A place whose later duty stands in the
 * way is reported and left as it is. The caller has checked scope and declares the audit.
 */
export async function recordDuties(
  tx: Writing,
  author: Author,
  kind: DutyKind,
  wanted: readonly { placeId: string; personId: string }[],
  { validFrom, validTo }: Span,
): Promise<Assigned & { refused: { placeId: string; reason: string }[] }> {
  await store.lockDuties(tx);
  const placeIds = wanted.map(({ placeId }) => placeId);
  const standing = new Map<string, store.DutyRow[]>();
  for (const duty of await store.standingDuties(tx, kind, placeIds, validFrom)) {
    const same = standing.get(duty.placeId);
    if (same) same.push(duty);
    else standing.set(duty.placeId, [duty]);
  }
  const ends: { id: string; validTo: Day }[] = [];
  const incoming: store.NewDuty[] = [];
  const refused: { placeId: string; reason: string }[] = [];
  for (const { placeId, personId } of wanted) {
    const decision = decideDuty(standing.get(placeId) ?? [], { personId, validFrom, validTo });
    if (decision.is === "refused") refused.push({ placeId, reason: decision.reason });
    if (decision.is !== "assigned") continue;
    ends.push(...decision.end);
    incoming.push({ personId, placeId, kind, validFrom, validTo });
  }
  await store.endDuties(tx, ends);
  await store.insertDuties(tx, author.personId, incoming);
  return { assigned: incoming.length, ended: ends.length, refused };
}

/** Ends a duty on a day; its row stays as the record of who answered until then. */
export async function endDuty(tx: Writing, scope: Scope, id: string, validTo: Day): Promise<{ id: string }> {
  await store.lockDuties(tx);
  const duty = await store.dutyById(tx, id);
  if (!duty || !covers(scope, duty)) throw problem("record.missing", { noun: "责任" });
  if (duty.kind === "first_responsible" && !scope.street)
    throw problem("access.denied", { action: "确定第一责任人" });
  requireEnd(duty, validTo);
  await store.endDuties(tx, [{ id, validTo }]);
  tx.audit({ act: "duty.end", noun: "duty", id, detail: { kind: duty.kind, validTo } });
  tx.announce("duty");
  return { id };
}

/**
 * Offers the heads of communities as first responsible persons when a plan is saved. A community that has one keeps
 * it, unless that person just left the leading group: then the duty passes to the successor on `changedOn`.
 */
export async function nameFirstResponsible(
  tx: Writing,
  author: Author,
  heads: readonly { communityId: string; personId: string }[],
  { from, changedOn, leaving }: { from: Day; changedOn: Day; leaving: readonly string[] },
): Promise<void> {
  if (heads.length === 0) return;
  const kind = "first_responsible";
  const ids = heads.map(({ communityId }) => communityId);
  const standing = await store.standingDuties(tx, kind, ids, from);
  const wanted = heads.map(({ communityId, personId }) => {
    const duties = standing.filter((duty) => duty.placeId === communityId);
    const free = duties.length === 0;
    const passes = duties.some((duty) => leaving.includes(duty.personId) && duty.personId !== personId);
    return { placeId: communityId, personId, validFrom: free ? from : passes ? changedOn : null };
  });
  for (const validFrom of new Set(wanted.map((duty) => duty.validFrom))) {
    if (validFrom === null) continue;
    const batch = wanted.filter((duty) => duty.validFrom === validFrom);
    const { assigned, ended } = await recordDuties(tx, author, kind, batch, { validFrom, validTo: null });
    if (assigned === 0) continue;
    tx.audit({ act: "duty.assign", noun: "duty", id: null, detail: { kind, validFrom, assigned, ended } });
    tx.announce("duty");
  }
}

/** One page of the duties at a place and everything in it, of a person, of a kind, on a day. */
export const listDuties = (
  tx: Reading,
  scope: Scope,
  { page, limit, ...filter }: z.output<typeof DutyQuery>,
): Promise<DutyList> => store.listDuties(tx, scope, filter, { offset: (page - 1) * limit, limit });
