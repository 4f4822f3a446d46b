import { covers, reachesAnything, scopeOf, type Actor, type Scope } from "@lingzhu/domain/access";
import { addDays, dayOf, problem, startOfDay } from "@lingzhu/domain/kernel";
import { contradicting, type Report, type VisitBody } from "@lingzhu/domain/patrol";
import type { TimelineEntry } from "@lingzhu/domain/place";
import { isBelievable } from "@lingzhu/domain/presence";
import { isRetractable } from "@lingzhu/domain/sync";
import type { Reading } from "../db/transact.ts";
import { retirementsOf } from "./retirement-store.ts";
import { succeeded } from "../patrol/conflict-service.ts";
import { placeById, type PlaceRow } from "./store.ts";
import { dutiesHere, factsHere, type DutyHere, type FactHere } from "./timeline-store.ts";
import { dutySentence, factSentence, sourceSentences } from "./timeline-words.ts";

/** Entries of one answer; older ones are reached from the places inside. */
const LIMIT = 200;

/** 时间线 of a place and what is inside it, newest first, as far as the actor reaches. */
export async function viewTimeline(
  tx: Reading,
  actor: Actor,
  scope: Scope,
  id: string,
): Promise<TimelineEntry[]> {
  const place = await placeById(tx, scope, id);
  if (!place) throw problem("record.missing", { noun: "地点" });
  const dutyScope = scopeOf(actor, "duty.read");
  const duties = reachesAnything(dutyScope) ? await dutiesHere(tx, dutyScope, place, LIMIT) : [];
  const facts = await factsHere(tx, scope, place, LIMIT);
  const conflicts = contradictionsIn(facts);
  const entries = [
    ...facts.map((fact) => entryOfFact(fact, actor, conflicts)),
    ...duties.flatMap((duty) => entriesOfDuty(duty, dayOf(tx.now))),
    ...(await entriesOfPlace(tx, place)),
  ];
  return entries.sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1)).slice(0, LIMIT);
}

const BARE = {
  by: null,
  outcome: null,
  findingId: null,
  corrects: null,
  correctedBy: null,
  photographIds: [],
  presence: null,
  conflict: false,
  may: [],
};

function entryOfFact(fact: FactHere, actor: Actor, conflicts: ReadonlySet<string>): TimelineEntry {
  const { id, at, kind, by, findingId, corrects, correctedBy, photographIds, placePath } = fact;
  const outcome = kind === "visit" ? (fact.body as VisitBody).outcome : null;
  const text = factSentence(fact);
  const conflict = conflicts.has(id);
  const may = abilitiesAt(fact, actor);
  // A worker sees the grades of their own visits, nobody else's.
  const own = fact.authorId === actor.personId;
  const presence = own || reachesAnything(scopeOf(actor, "presence.read")) ? fact.presence : null;
  return {
    id,
    at,
    kind,
    text,
    by,
    outcome,
    findingId,
    corrects,
    correctedBy,
    photographIds,
    placePath,
    presence,
    conflict,
    may,
  };
}

function abilitiesAt(fact: FactHere, actor: Actor): TimelineEntry["may"] {
  const { kind, authorId, communityId, correctedBy, presence } = fact;
  if (correctedBy !== null) return [];
  const may: TimelineEntry["may"] = [];
  if (isRetractable(kind) && covers(scopeOf(actor, "fact.correct"), { personId: authorId }))
    may.push("retract");
  const doubtful = presence !== null && presence.approval === null && !isBelievable(presence.grade, false);
  if (doubtful && authorId !== actor.personId && covers(scopeOf(actor, "presence.approve"), { communityId }))
    may.push("approve");
  return may;
}

/** Ids of visits, notices and commitments that do not agree with one another, place by place and round by round. */
function contradictionsIn(facts: readonly FactHere[]): Set<string> {
  const groups = new Map<string, Report[]>();
  for (const { id, kind, body, at, authorId, correctedBy, standingPlaceId, roundId } of facts) {
    if (correctedBy !== null || (kind !== "visit" && kind !== "notice" && kind !== "commitment")) continue;
    const result = kind === "visit" ? (body as VisitBody).outcome : (body as { result: string }).result;
    const key = `${kind} ${standingPlaceId} ${kind === "visit" ? roundId : ""}`;
    const report = { id, authorId, recordedAt: at, result, succeeded: succeeded(kind, result) };
    groups.set(key, [...(groups.get(key) ?? []), report]);
  }
  return new Set([...groups.values()].flatMap((reports) => [...contradicting(reports)]));
}

function entriesOfDuty(duty: DutyHere, today: string): TimelineEntry[] {
  const { id, validFrom, validTo, placePath } = duty;
  const start: TimelineEntry = {
    ...BARE,
    id: `${id}.start`,
    at: startOfDay(validFrom),
    kind: "duty-start",
    text: dutySentence(duty, false),
    placePath,
  };
  if (validTo === null || validTo >= today) return [start];
  // The last day counts to its end.
  const at = startOfDay(addDays(validTo, 1));
  return [start, { ...start, id: `${id}.end`, at, kind: "duty-end", text: dutySentence(duty, true) }];
}

async function entriesOfPlace(tx: Reading, place: PlaceRow): Promise<TimelineEntry[]> {
  const registered: TimelineEntry = {
    ...BARE,
    id: `${place.id}.registered`,
    at: place.createdAt,
    kind: "registered",
    text: sourceSentences[place.source] ?? "登记",
    placePath: place.path,
  };
  const acts = await retirementsOf(tx, place.id);
  return [
    registered,
    ...acts.map(({ id, act, reason, actedAt }) => ({
      ...registered,
      id,
      at: actedAt,
      kind: act === "retire" ? ("retired" as const) : ("reinstated" as const),
      text: `${act === "retire" ? "注销" : "恢复"}：${reason}`,
    })),
  ];
}
