import type { z } from "zod";
import type { Scope } from "@lingzhu/domain/access";
import type {
  BuildingCoverage,
  CommunityCoverage,
  Counts,
  Coverage,
  RoundProgress,
  UnseenList,
  UnseenQuery,
} from "@lingzhu/domain/coverage";
import { problem } from "@lingzhu/domain/kernel";
import type { Reading } from "../db/transact.ts";
import { roundById } from "../patrol/round-state.ts";
import * as store from "./store.ts";

/** Coverage of one round over the full register within reach, by community and in sum. */
export async function coverageOf(tx: Reading, scope: Scope, roundId: string): Promise<Coverage> {
  const round = await roundById(tx, roundId);
  if (!round) throw problem("record.missing", { noun: "轮次" });
  const counts = await store.countStates(tx, scope, null, roundId);
  const communities = await store.communitiesInScope(tx, scope);
  const { id, campaignId, name, ordinal, kind, stage, startsOn, endsOn } = round;
  const all = sumUp(counts);
  return {
    round: { id, campaignId, name, ordinal, kind, stage, start: startsOn, end: endsOn },
    asOf: tx.now,
    ...all,
    outsideZones: counts.reduce((sum, count) => sum + count.outsideZones, 0),
    communities: byCommunity(communities, counts),
  };
}

export function sumUp(counts: readonly store.StateCount[]): { households: Counts; plots: Counts } {
  const households = store.emptyCounts();
  const plots = store.emptyCounts();
  for (const { kind, state, places } of counts)
    store.add(kind === "household" ? households : plots, state, places);
  return { households, plots };
}

export function byCommunity(
  communities: readonly { id: string; name: string }[],
  counts: readonly store.StateCount[],
): z.output<typeof CommunityCoverage>[] {
  return communities.map(({ id, name }) => ({
    id,
    name,
    ...sumUp(counts.filter((count) => count.communityId === id)),
  }));
}

/** Households by building, or by compound where there are no buildings. */
export async function coverageOfBuildings(
  tx: Reading,
  scope: Scope,
  roundId: string,
  communityId: string | undefined,
): Promise<z.output<typeof BuildingCoverage>[]> {
  const found = new Map<string, z.output<typeof BuildingCoverage>>();
  for (const { state, places, ...building } of await store.countBuildings(tx, scope, roundId, communityId)) {
    const entry = found.get(building.placeId) ?? { ...building, counts: store.emptyCounts() };
    store.add(entry.counts, state, places);
    found.set(building.placeId, entry);
  }
  return [...found.values()];
}

export const unseenList = (
  tx: Reading,
  scope: Scope,
  query: z.output<typeof UnseenQuery>,
): Promise<UnseenList> => store.listUnseen(tx, scope, query);

/** How the round's coverage grew; days without work are left out. */
export async function progressOf(tx: Reading, scope: Scope, roundId: string): Promise<RoundProgress> {
  const round = await roundById(tx, roundId);
  if (!round) throw problem("record.missing", { noun: "轮次" });
  const { households, plots } = sumUp(await store.countStates(tx, scope, null, roundId));
  let seen = 0;
  const days = (await store.workByDay(tx, scope, roundId)).map(({ day, visits, firstSeen }) => ({
    day,
    visits,
    seen: (seen += firstSeen),
  }));
  return { roundId, start: round.startsOn, end: round.endsOn, total: households.total + plots.total, days };
}
