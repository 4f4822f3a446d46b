import type { z } from "zod";
import type { Scope } from "@lingzhu/domain/access";
import {
  NEAR_DOOR,
  captureOf,
  followUp,
  registerGap,
  type DoorCounts,
  type DoorCoverage,
  type DoorFollowUpList,
  type FollowUpQuery,
} from "@lingzhu/domain/coverage";
import { dayOf } from "@lingzhu/domain/kernel";
import { checkedRound } from "@lingzhu/domain/patrol";
import { isBelievable } from "@lingzhu/domain/presence";
import type { Reading } from "../db/transact.ts";
import type { Part } from "./ground-read-store.ts";
import { requireRound } from "./ground-service.ts";
import * as gaps from "./register-gap-store.ts";
import * as store from "./doors-store.ts";
import { communitiesInScope } from "./store.ts";

/** Door coverage of a round within reach: states, attempts, and how many doors have a believable visit. */
export async function doorCoverage(tx: Reading, scope: Scope, part: Part): Promise<DoorCoverage> {
  await requireRound(tx, part.roundId);
  const doors = await store.doorsOf(tx, scope, part);
  const visits = await store.visitsOf(tx, scope, part);
  const atDoor = new Map<string, store.DoorVisit[]>();
  for (const visit of visits) {
    const known = atDoor.get(visit.placeId);
    if (known) known.push(visit);
    else atDoor.set(visit.placeId, [visit]);
  }
  const today = dayOf(tx.now);
  const total = emptyDoorCounts();
  const byCommunity = new Map<string, DoorCounts>();
  const gap = { registered: 0, visited: 0, addedInField: 0 };
  for (const door of doors) {
    const own = atDoor.get(door.id) ?? [];
    let counts = byCommunity.get(door.communityId ?? "");
    if (!counts) byCommunity.set(door.communityId ?? "", (counts = emptyDoorCounts()));
    for (const into of [total, counts]) countDoor(into, door, own, today);
    if (door.addedInField) gap.addedInField++;
    else {
      gap.registered++;
      if (own.length > 0) gap.visited++;
    }
  }
  const communities = (await communitiesInScope(tx, scope)).filter(
    ({ id }) => part.communityId === undefined || id === part.communityId,
  );
  return {
    roundId: part.roundId,
    asOf: tx.now,
    near: NEAR_DOOR,
    total,
    communities: communities.map(({ id, name }) => ({
      id,
      name,
      ...(byCommunity.get(id) ?? emptyDoorCounts()),
    })),
    registerGap: registerGap({ ...gap, capture: await capture(tx, scope, part) }),
  };
}

/** What a round and its cross-check each added to the register; null while there is no cross-check of it. */
async function capture(tx: Reading, scope: Scope, { roundId, communityId }: Part) {
  const rounds = await gaps.roundsBeside(tx, roundId);
  const pairs = rounds.flatMap((check) => {
    const checked = check.kind === "cross_check" ? checkedRound(check, rounds) : null;
    return checked ? [{ first: checked.id, second: check.id }] : [];
  });
  const pair = pairs.find(({ first, second }) => first === roundId || second === roundId);
  return pair ? captureOf(await gaps.addedDoors(tx, scope, { ...pair, communityId })) : null;
}

const emptyDoorCounts = (): DoorCounts => ({
  total: 0,
  seen: 0,
  noOneIn: 0,
  refused: 0,
  unreachable: 0,
  unseen: 0,
  visited: 0,
  visitedBelievable: 0,
  notJudged: 0,
  secondAttempt: 0,
  thirdAttempt: 0,
  attemptsExhausted: 0,
  overdue: 0,
});
const KEY = {
  unseen: "unseen",
  seen: "seen",
  no_one_in: "noOneIn",
  refused: "refused",
  unreachable: "unreachable",
} as const;

function countDoor(
  counts: DoorCounts,
  door: store.DoorRow,
  visits: readonly store.DoorVisit[],
  today: string,
): void {
  counts.total++;
  counts[KEY[door.state]]++;
  if (visits.length === 0) return;
  counts.visited++;
  if (visits.some(presence)) counts.visitedBelievable++;
  else if (visits.every((visit) => visit.grade === null || visit.grade === "D")) counts.notJudged++;
  const next = followUp(visits);
  if (next?.state !== "no_one_in") return;
  if (next.attempt === 2) counts.secondAttempt++;
  else if (next.attempt === 3) counts.thirdAttempt++;
  else counts.attemptsExhausted++;
  if (next.dueOn !== null && next.dueOn < today) counts.overdue++;
}

/** Whether a visit counts as really made: by its presence grade, or because somebody stands for it by name. */
const presence = ({ grade, approved }: store.DoorVisit): boolean => isBelievable(grade, approved);

/** Households where somebody went and did not see, each with its follow-up; in walking order. */
export async function followUps(
  tx: Reading,
  scope: Scope,
  { after, limit, dueBy, ...part }: z.output<typeof FollowUpQuery>,
): Promise<DoorFollowUpList> {
  await requireRound(tx, part.roundId);
  const today = dayOf(tx.now);
  const all = (await store.openDoors(tx, scope, part)).flatMap((door) => {
    const next = followUp(door.visits);
    if (!next || (dueBy !== undefined && (next.dueOn === null || next.dueOn > dueBy))) return [];
    const item = {
      placeId: door.placeId,
      path: door.path,
      communityId: door.communityId,
      attempts: door.visits.map(({ recordedAt, outcome }) => ({ at: recordedAt, outcome })),
      ...next,
      overdue: next.dueOn !== null && next.dueOn < today,
    };
    return [{ key: door.sortKey + door.placeId, item }];
  });
  // A page goes on where the last one ended though doors were seen meanwhile.
  all.sort((a, b) => (a.key < b.key ? -1 : 1));
  const rest = after === undefined ? all : all.filter(({ key }) => key > after);
  return {
    items: rest.slice(0, limit).map(({ item }) => item),
    total: all.length,
    next: rest.length > limit ? rest[limit - 1]!.key : null,
  };
}
