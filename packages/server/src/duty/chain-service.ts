import { covers, type Scope } from "@lingzhu/domain/access";
import { responsibilityChain, type ChainLink } from "@lingzhu/domain/duty";
import { dayOf, problem, type Day } from "@lingzhu/domain/kernel";
import type { Reading } from "../db/transact.ts";
import * as store from "./chain-store.ts";

/** Who answered for a place on a day (today without one), from the leader of the group to the nearest 包保人. */
export async function chainOf(
  tx: Reading,
  scope: Scope,
  placeId: string,
  onDay: Day | undefined,
): Promise<ChainLink[]> {
  const day = onDay ?? dayOf(tx.now);
  const ancestry = await store.ancestryOf(tx, placeId);
  const [place] = ancestry;
  if (!place || !covers(scope, place)) throw problem("record.missing", { noun: "地点" });
  const duties = await store.dutiesAt(
    tx,
    ancestry.map(({ id }) => id),
    day,
  );
  const leader = (await store.leaderOn(tx, day)) ?? (await noLeader(tx));
  // The street's own row has itself for ancestry; it is led, and has no duties below.
  return responsibilityChain(
    { kind: place.kind, path: place.path, ancestry: ancestry.filter(({ kind }) => kind !== "street") },
    leader,
    duties,
    day,
  );
}

async function noLeader(tx: Reading): Promise<ChainLink> {
  const { name } = await store.streetName(tx);
  return { title: "组长", kind: "leader", person: null, placePath: name, validFrom: null, validTo: null };
}
