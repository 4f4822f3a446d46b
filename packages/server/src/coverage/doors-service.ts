import type { z } from "zod";
import type { Scope } from "@lingzhu/domain/access";
import {
  NEAR_DOOR,
  WORST_ACCURACY,
  doorLook,
  followUp,
  registerGap,
  type DoorCounts,
  type DoorCoverage,
  type DoorFollowUpList,
  type FollowUpQuery,
} from "@lingzhu/domain/coverage";
import { dayOf } from "@lingzhu/domain/kernel";
import { Bitmap, distance, mergeStoredTile } from "@lingzhu/geo";
import type { Reading } from "../db/transact.ts";
import { streetGrid, type StreetGrid } from "./ground-grid.ts";
import { datedTiles, type Part } from "./ground-read-store.ts";
import { requireRound } from "./ground-service.ts";
import { teamsOn } from "./ground-store.ts";
import * as store from "./doors-store.ts";
import { communitiesInScope } from "./store.ts";

/** Door coverage of a round within reach: states, attempts, and how many visits position makes believable. */
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
  const isNear = await presence(tx, part.roundId, visits);
  const today = dayOf(tx.now);
  const total = emptyDoorCounts();
  const byCommunity = new Map<string, DoorCounts>();
  const gap = { registered: 0, visited: 0, addedInField: 0 };
  for (const door of doors) {
    const own = atDoor.get(door.id) ?? [];
    let counts = byCommunity.get(door.communityId ?? "");
    if (!counts) byCommunity.set(door.communityId ?? "", (counts = emptyDoorCounts()));
    for (const into of [total, counts]) countDoor(into, door, own, isNear, today);
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
    registerGap: registerGap(gap),
  };
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
  isNear: (door: store.DoorRow, visit: store.DoorVisit) => boolean,
  today: string,
): void {
  counts.total++;
  counts[KEY[door.state]]++;
  if (visits.length === 0) return;
  counts.visited++;
  if (door.lon === null || door.lat === null) counts.notJudged++;
  else if (visits.some((visit) => isNear(door, visit))) counts.visitedBelievable++;
  const next = followUp(visits);
  if (next?.state !== "no_one_in") return;
  if (next.attempt === 2) counts.secondAttempt++;
  else if (next.attempt === 3) counts.thirdAttempt++;
  else counts.attemptsExhausted++;
  if (next.dueOn !== null && next.dueOn < today) counts.overdue++;
}

/**
 * Whether a visit was near its door: by its own position, or because its author's team walked within
 * `NEAR_DOOR.own` metres of the door on the same day.
 */
async function presence(tx: Reading, roundId: string, visits: readonly store.DoorVisit[]) {
  const teamOf = await teamsOn(tx, roundId, distinctWalks(visits));
  const street = await streetGrid(tx);
  const walked = new Map<string, Bitmap>();
  if (street)
    for (const { teamId, day, bits } of await datedTiles(tx, roundId, [doorLook], undefined, null)) {
      const key = `${teamId} ${day}`;
      let bitmap = walked.get(key);
      if (!bitmap) walked.set(key, (bitmap = new Bitmap(street.grid)));
      mergeStoredTile(bitmap, bits);
    }
  return (door: store.DoorRow, visit: store.DoorVisit): boolean => {
    const { lon, lat } = door;
    if (lon === null || lat === null) return false;
    const reach = door.ownPosition ? NEAR_DOOR.own : NEAR_DOOR.building;
    if (
      visit.lon !== null &&
      visit.lat !== null &&
      (visit.accuracyM ?? 0) <= WORST_ACCURACY &&
      distance(lon, lat, visit.lon, visit.lat) <= reach
    )
      return true;
    const ground = walked.get(`${teamOf(visit.authorId, visit.recordedAt)} ${dayOf(visit.recordedAt)}`);
    return ground !== undefined && touches(ground, street!, lon, lat, reach - NEAR_DOOR.own);
  };
}

/** One walk per person and day is enough to ask for the team. */
function distinctWalks(visits: readonly store.DoorVisit[]): store.DoorVisit[] {
  const walks = new Map<string, store.DoorVisit>();
  for (const visit of visits) walks.set(`${visit.authorId} ${dayOf(visit.recordedAt)}`, visit);
  return [...walks.values()];
}

/** Whether the walked ground reaches a position, or one of eight around it at `slack` metres. */
function touches(
  ground: Bitmap,
  { grid, plane }: StreetGrid,
  lon: number,
  lat: number,
  slack: number,
): boolean {
  if (Math.abs(lon - grid.lon0) > 3 || Math.abs(lat) > 84) return false;
  const [x, y] = plane.forward(lon, lat);
  const has = (dx: number, dy: number) =>
    ground.has(Math.floor((x + dx) / grid.cell), Math.floor((y + dy) / grid.cell));
  if (has(0, 0)) return true;
  if (slack === 0) return false;
  for (let n = 0; n < 8; n++)
    if (has(slack * Math.cos((n * Math.PI) / 4), slack * Math.sin((n * Math.PI) / 4))) return true;
  return false;
}

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
