import type { Scope } from "@lingzhu/domain/access";
import type { DutyGaps } from "@lingzhu/domain/duty";
import { settledStates } from "@lingzhu/domain/finding";
import { addDays, dayOf, startOfDay, type Day } from "@lingzhu/domain/kernel";
import { todoOf, type Overview } from "@lingzhu/domain/overview";
import { AWAITED_LATE_MS } from "@lingzhu/domain/sync";
import { byCommunity, sumUp } from "../coverage/service.ts";
import { communitiesInScope, countStates } from "../coverage/store.ts";
import type { RoundKind } from "@lingzhu/domain/patrol";
import type { Reading } from "../db/transact.ts";
import { dutyGaps } from "../duty/gap-service.ts";
import { awaitedBefore } from "../photograph/awaited.ts";
import { outreachSummary } from "../outreach/service.ts";
import { listAdditions } from "../place/addition-list.ts";
import { openDoubts } from "../presence/service.ts";
import * as store from "./store.ts";

const WEEK = 7;
/** What phones kept on an earlier day is not known any more. */
const nothingAwaited = { count: 0, since: null };

/** The state of the campaign within reach: now, or as it stood at the end of an earlier day. */
export async function overviewOf(tx: Reading, scope: Scope, wanted: Day | undefined): Promise<Overview> {
  const today = dayOf(tx.now);
  const day = wanted ?? today;
  const past = day < today;
  const asOf = past ? startOfDay(addDays(day, 1)) - 1 : tx.now;
  const campaign = await store.campaignOn(tx, day);
  const rounds = campaign ? await store.roundsOf(tx, campaign.id) : [];
  const communities = await communitiesInScope(tx, scope);
  const counts = await countStates(tx, scope, past ? asOf : null, null);
  const findings = await store.findingsAsOf(tx, scope, asOf);
  const gaps = await dutyGaps(tx, scope, day);
  const awaited = past ? nothingAwaited : await awaitedBefore(tx, scope, tx.now - AWAITED_LATE_MS);
  const visits = await store.visitsByDay(tx, scope, startOfDay(addDays(day, 1 - WEEK)), asOf);

  const field = past ? nothingLeft : await leftByTheField(tx, scope, campaign?.id ?? null);
  const begun = rounds.filter((round) => round.start <= day);
  const current = begun.findLast((round) => day <= round.end) ?? begun.at(-1) ?? null;
  const countsOf = (roundId: string | undefined) => counts.filter((count) => count.roundId === roundId);
  const open = findings.filter((finding) => !settledStates.includes(finding.status.state));
  const week = Array.from({ length: WEEK }, (_, i) => addDays(day, i + 1 - WEEK));

  return {
    asOf,
    day,
    campaign,
    rounds: rounds.map((round) => ({ ...round, ...sumUp(countsOf(round.id)) })),
    currentRoundId: current?.id ?? null,
    communities: byCommunity(communities, countsOf(current?.id)).map((community) => ({
      ...community,
      openFindings: open.filter((finding) => finding.communityId === community.id).length,
      uncovered: gaps.communities.find((gap) => gap.id === community.id)?.uncovered ?? 0,
      visitsLast7Days: week.map((then) => ({
        day: then,
        visits: visits.find((visit) => visit.communityId === community.id && visit.day === then)?.visits ?? 0,
      })),
    })),
    findings: findingCounts(findings, day),
    findingDays: findings.map(({ id, number, openedOn, status }) => ({
      id,
      number,
      day: openedOn,
      open: !settledStates.includes(status.state),
    })),
    dutyGaps: uncoveredOf(gaps),
    todo: todoOf({
      day,
      campaign,
      households: gaps.households.total,
      plots: gaps.plots.total,
      withoutFirstResponsible: campaign
        ? gaps.communities.filter((gap) => gap.firstResponsible === null).map((gap) => gap.name)
        : [],
      uncovered: gaps.households.uncovered + gaps.plots.uncovered,
      additionsAwaiting: field.additionsAwaiting,
      unserved: field.unserved,
      rounds: rounds.map((round) => ({
        ...roundSituation(round, countsOf(round.id)),
        doubts: field.doubts.get(round.id) ?? 0,
      })),
      findings: findings.map(({ id, number, openedOn, verifiedOn, status }) => ({
        id,
        number,
        openedOn,
        verifiedOn,
        state: status.state,
        revisitDueOn: status.revisitDueOn,
      })),
      photographsAwaited: {
        count: awaited.count,
        since: awaited.since === null ? null : dayOf(awaited.since),
      },
    }),
  };
}

const nothingLeft = { additionsAwaiting: 0, unserved: 0, doubts: new Map<string, number>() };

/** What was recorded in the field and waits for somebody to settle it; only ever of now. */
async function leftByTheField(tx: Reading, scope: Scope, campaignId: string | null) {
  const additions = await listAdditions(tx, scope, { state: "awaiting" });
  const notices = campaignId ? (await outreachSummary(tx, scope, campaignId)).total : null;
  return {
    additionsAwaiting: additions.counts.awaiting,
    unserved: notices ? notices.households - notices.handed - notices.posted : 0,
    doubts: await openDoubts(tx, scope),
  };
}

const uncoveredOf = (gaps: DutyGaps) => ({
  uncovered: gaps.households.uncovered + gaps.plots.uncovered,
  total: gaps.households.total + gaps.plots.total,
});

/** A cross-check owes what was given to its teams, its sample; a patrol owes the whole register. */
function roundSituation(
  round: { id: string; name: string; kind: RoundKind; start: Day; end: Day },
  all: Awaited<ReturnType<typeof countStates>>,
) {
  const counts =
    round.kind === "cross_check"
      ? all.map((count) => ({ ...count, places: count.places - count.outsideZones, outsideZones: 0 }))
      : all;
  const { households, plots } = sumUp(counts);
  const total = households.total + plots.total;
  return {
    ...round,
    total,
    unseen: households.unseen + plots.unseen,
    notSeen: total - households.seen - plots.seen,
    outsideZones: counts.reduce((sum, count) => sum + count.outsideZones, 0),
  };
}

function findingCounts(findings: readonly store.FindingThen[], day: Day): Overview["findings"] {
  const inState = (...states: store.FindingThen["status"]["state"][]) =>
    findings.filter((finding) => states.includes(finding.status.state));
  const awaiting = inState("eradicated");
  const settled = inState("closed", "ruled_out").length;
  return {
    total: findings.length,
    open: findings.length - settled,
    suspected: inState("suspected").length,
    awaitingEradication: inState("verified").length,
    revisitDue: awaiting.length,
    revisitLate: awaiting.filter(
      (finding) => finding.status.revisitDueOn !== null && finding.status.revisitDueOn < day,
    ).length,
    settled,
  };
}
