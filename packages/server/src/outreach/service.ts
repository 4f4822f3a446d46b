import type { Scope } from "@lingzhu/domain/access";
import { problem } from "@lingzhu/domain/kernel";
import type {
  OutreachCounts,
  OutreachList,
  OutreachQuery,
  OutreachSummary,
  PublicityQuery,
  PublicityView,
  SeedHandoverView,
} from "@lingzhu/domain/outreach";
import { communitiesInScope } from "../coverage/store.ts";
import type { Reading } from "../db/transact.ts";
import * as store from "./read-store.ts";

const ID_LENGTH = 36;

const nothing = (): OutreachCounts => ({
  households: 0,
  handed: 0,
  posted: 0,
  refused: 0,
  noOneIn: 0,
  notAsked: 0,
  keyPlaces: 0,
  signed: 0,
  signRefused: 0,
});

/** Notices and commitments over the register within reach, by community and in sum. */
export async function outreachSummary(
  tx: Reading,
  scope: Scope,
  campaignId: string,
): Promise<OutreachSummary> {
  await requireCampaign(tx, campaignId);
  const rows = await store.countsByCommunity(tx, scope, campaignId);
  const total = nothing();
  for (const { communityId: _of, ...counts } of rows)
    for (const key of Object.keys(total) as (keyof OutreachCounts)[]) total[key] += counts[key];
  const communities = await communitiesInScope(tx, scope);
  return {
    campaignId,
    asOf: tx.now,
    total,
    communities: communities.map(({ id, name }) => ({
      ...(rows.find((row) => row.communityId === id) ?? nothing()),
      id,
      name,
    })),
  };
}

/** One page of places in walking order. */
export async function listOutreach(
  tx: Reading,
  scope: Scope,
  { after, limit, ...query }: OutreachQuery,
): Promise<OutreachList> {
  await requireCampaign(tx, query.campaignId);
  const rows = await store.outreachRows(tx, scope, query, {
    after: after === undefined ? null : cursorOf(after),
    limit: limit + 1,
  });
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return {
    items,
    total: await store.countShown(tx, scope, query),
    next: last ? last.sortKey + last.placeId : null,
  };
}

/** A sort key does not tell two places of one name apart, so the id goes with it. */
function cursorOf(after: string): { sortKey: string; id: string } {
  const id = after.slice(-ID_LENGTH);
  if (!/^[0-9a-f-]{36}$/i.test(id))
    throw problem("input.invalid", { issues: [{ path: "after", reason: "翻页位置不对，请回到第一页" }] });
  return { sortKey: after.slice(0, -ID_LENGTH), id };
}

export async function listPublicity(
  tx: Reading,
  scope: Scope,
  query: PublicityQuery,
): Promise<PublicityView[]> {
  await requireCampaign(tx, query.campaignId);
  return store.publicityOf(tx, scope, query);
}

export async function listSeedHandovers(
  tx: Reading,
  scope: Scope,
  query: PublicityQuery,
): Promise<SeedHandoverView[]> {
  await requireCampaign(tx, query.campaignId);
  return store.seedHandoversOf(tx, scope, query);
}

async function requireCampaign(tx: Reading, id: string): Promise<void> {
  const found = await tx.sql
    .selectFrom("campaign")
    .select("id")
    .where("streetId", "=", tx.streetId)
    .where("id", "=", id)
    .executeTakeFirst();
  if (!found) throw problem("record.missing", { noun: "专项行动" });
}
