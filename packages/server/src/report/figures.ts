import type { Scope } from "@lingzhu/domain/access";
import { campaignName, type ClosingFigures, type PlaceTally } from "@lingzhu/domain/document";
import { stemsOf, settledStates } from "@lingzhu/domain/finding";
import { addDays, dayOf, problem, startOfDay, type Day } from "@lingzhu/domain/kernel";
import { communitiesInScope } from "../coverage/store.ts";
import type { Reading } from "../db/transact.ts";
import { dutyGaps } from "../duty/gap-service.ts";
import { listFindings } from "../finding/store.ts";
import { walkedMetres } from "./walked.ts";
import * as store from "./store.ts";

/** Counts a campaign, or one of its phases, from the records within reach at this moment. */
export async function closingFigures(
  tx: Reading,
  scope: Scope,
  campaignId: string,
  phaseId: string | undefined,
): Promise<ClosingFigures> {
  const campaign = await store.campaignById(tx, campaignId);
  if (!campaign) throw problem("record.missing", { noun: "专项行动" });
  const phase = phaseId ? await store.phaseById(tx, campaignId, phaseId) : null;
  if (phase === undefined) throw problem("record.missing", { noun: "阶段" });
  const span = phase ?? campaign;
  const period: store.Period = {
    campaignId,
    from: startOfDay(span.start),
    to: Math.min(tx.now, startOfDay(addDays(span.end, 1)) - 1),
  };
  const today = dayOf(tx.now);
  const day = today < span.end ? today : span.end;

  const communities = await communitiesInScope(tx, scope);
  const places = await store.tallyPlaces(tx, scope, period);
  const rounds = await store.tallyRounds(tx, scope, period);
  const byRound = await store.visitsByRound(tx, scope, period);
  const byCommunity = await store.visitsByCommunity(tx, scope, period);
  const work = await store.workDone(tx, scope, period);
  const photographs = await store.countPhotographs(tx, scope, period);
  const tracks = await store.tracksOf(tx, scope, period);
  const group = await store.groupOf(tx, campaignId, day);
  const gaps = await dutyGaps(tx, scope, day);
  const findings = await findingFigures(tx, scope, period);
  const whole = scope.street ? campaign.street : communities.map((community) => community.name).join("、");

  return {
    street: whole,
    campaign: campaignName(campaign.title),
    plan: campaign.title,
    issuer: scope.street ? `${campaign.street}禁毒委员会办公室` : whole,
    recipient: null,
    number: null,
    period: { start: span.start, end: span.end },
    phase,
    asOf: tx.now,
    group: group && { ...group, officeAt: campaign.officeAt },
    outreach: await store.outreachDone(tx, scope, period),
    totals: {
      ...tallies(places),
      ...work,
      photographs,
      tracks: tracks.length === 0 ? null : { count: tracks.length, metres: walkedMetres(tracks) },
    },
    rounds: (await store.roundsOf(tx, campaignId))
      .filter((round) => round.start <= span.end && round.end >= span.start)
      .map(({ id, ...round }) => {
        const done = byRound.find((row) => row.roundId === id);
        return {
          ...round,
          ...tallies(rounds.filter((row) => row.roundId === id)),
          visits: done?.visits ?? 0,
          personDays: done?.personDays ?? 0,
        };
      }),
    communities: communities.map(({ id, name, code }) => ({
      name,
      code,
      ...tallies(places.filter((row) => row.communityId === id)),
      visits: byCommunity.find((row) => row.communityId === id)?.visits ?? 0,
    })),
    findings: findings.figures,
    open: { revisits: findings.revisits },
    duty: {
      cadres: await store.countCadres(tx, scope, day),
      withoutFirstResponsible: gaps.communities
        .filter((gap) => gap.firstResponsible === null)
        .map((gap) => gap.name),
      uncovered: await uncoveredByCommunity(tx, scope, day, communities),
    },
  };
}

const emptyTally = (): PlaceTally => ({
  total: 0,
  seen: 0,
  no_one_in: 0,
  refused: 0,
  unreachable: 0,
  unseen: 0,
});

function tallies(rows: readonly store.Tally[]): { households: PlaceTally; plots: PlaceTally } {
  const tally = { households: emptyTally(), plots: emptyTally() };
  for (const { kind, state, places } of rows) {
    const of = kind === "household" ? tally.households : tally.plots;
    of[state] += places;
    of.total += places;
  }
  return tally;
}

/** Findings opened within the period, as they stand now. */
async function findingFigures(tx: Reading, scope: Scope, period: store.Period) {
  const rows = (await listFindings(tx, scope, {}))
    .filter((row) => period.from <= row.openedAt && row.openedAt <= period.to)
    .reverse();
  const eradications = await store.eradications(tx);
  const figures = rows.map((row): ClosingFigures["findings"][number] => {
    const last = eradications.get(row.id);
    return {
      number: row.number,
      community: row.communityName,
      placeCode: null,
      foundOn: dayOf(row.openedAt),
      source: row.source,
      state: row.state,
      species: row.species,
      stage: row.stage,
      stems: row.eradicatedOn === null ? null : (row.eradicatedStems ?? (last ? stemsOf(last.count) : null)),
      sampled: last?.count.method === "sampled",
      areaM2: last?.count.method === "sampled" ? last.count.areaM2 : null,
      method: last?.method ?? null,
      eradicatedOn: row.eradicatedOn,
    };
  });
  const revisits = rows
    .filter(
      (row) => row.state === "eradicated" && row.revisitDueOn !== null && !settledStates.includes(row.state),
    )
    .map((row) => ({ finding: row.number, community: row.communityName, due: row.revisitDueOn! }));
  return { figures, revisits };
}

async function uncoveredByCommunity(
  tx: Reading,
  scope: Scope,
  day: Day,
  communities: readonly { id: string; name: string }[],
) {
  const figures: { community: string; households: number; plots: number }[] = [];
  for (const { id, name } of communities) {
    const { households, plots } = await dutyGaps(tx, { ...scope, street: false, communityIds: [id] }, day);
    if (households.uncovered + plots.uncovered > 0)
      figures.push({ community: name, households: households.uncovered, plots: plots.uncovered });
  }
  return figures;
}
