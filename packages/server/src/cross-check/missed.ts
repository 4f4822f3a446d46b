/** What both teams of a cross-check missed. */
import type { z } from "zod";
import type { Scope } from "@lingzhu/domain/access";
import { missedSentence, type Statement } from "@lingzhu/domain/coverage";
import {
  crossChecked,
  sightingsOf,
  type CrossChecked,
  type MissedQuery,
  type MissedView,
  type Site,
  type TeamDetection,
} from "@lingzhu/domain/cross-check";
import { problem } from "@lingzhu/domain/kernel";
import { detectionFromMarkers } from "@lingzhu/domain/marker";
import { checkedRound } from "@lingzhu/domain/patrol";
import { crossCheck, detectionOf, type BetaPrior } from "@lingzhu/geo";
import type { Reading } from "../db/transact.ts";
import { passesOf } from "../marker/results.ts";
import * as store from "./store.ts";

type Query = z.output<typeof MissedQuery>;

/** The findings of a cross-check and of the round that it checks, matched. Null when there is nothing to check. */
export async function compare(
  tx: Reading,
  scope: Scope,
  query: Query,
): Promise<{
  checked: store.CampaignRound | null;
  matched: CrossChecked;
  findings: Map<string, store.FindingHere>;
  ruledOut: number;
}> {
  const rounds = await store.roundsBeside(tx, query.roundId);
  const round = rounds.find(({ id }) => id === query.roundId);
  if (!round) throw problem("record.missing", { noun: "轮次" });
  if (round.kind !== "cross_check")
    throw problem("input.invalid", { issues: [{ path: "roundId", reason: "这一轮不是交叉复查" }] });
  const communityId = query.communityId ?? null;
  const checked = checkedRound(round, rounds);
  const first = checked ? await store.findingsOf(tx, scope, communityId, checked.id, round.id) : [];
  const second = checked ? await store.findingsOf(tx, scope, communityId, round.id, checked.id) : [];
  const standing = ({ ruledOut }: store.FindingHere) => !ruledOut;
  return {
    checked,
    matched: crossChecked(first.filter(standing), second.filter(standing)),
    findings: new Map([...first, ...second].map((finding) => [finding.findingId, finding])),
    ruledOut: [...first, ...second].filter(({ ruledOut }) => ruledOut).length,
  };
}

export async function missedOf(tx: Reading, scope: Scope, query: Query): Promise<MissedView> {
  const { checked, matched, findings, ruledOut } = await compare(tx, scope, query);
  const sightings = sightingsOf(matched);
  const priors = {
    ...(checked ? { first: await priorOf(tx, checked.id) } : {}),
    second: await priorOf(tx, query.roundId),
  };
  const { chapman, exact, first, second } = crossCheck(sightings, priors);
  const side = (side: "first" | "second", { hits, tries, estimate, exact }: typeof first): TeamDetection => ({
    key: side,
    name: side === "first" ? "前一轮合计" : "复查合计",
    side,
    found: hits,
    of: tries,
    share: estimate,
    exact,
  });
  return {
    roundId: query.roundId,
    checked: checked && { id: checked.id, name: checked.name },
    asOf: tx.now,
    ...sightings,
    setAside: {
      ruledOut,
      removedBefore: matched.removedBefore.length,
      elsewhere: matched.elsewhere.length,
    },
    lookedByBoth: checked
      ? await store.lookedByBoth(tx, scope, query.communityId ?? null, query.roundId, checked.id)
      : { households: 0, plots: 0 },
    chapman: {
      total: chapman.total,
      missed: chapman.missed,
      interval: chapman.interval && limited(chapman.interval),
    },
    exact: limited(exact),
    detection: [
      side("first", first),
      side("second", second),
      ...(checked ? await teamsOf(tx, query.roundId, checked.id, matched, findings) : []),
    ],
    sites: [
      ...matched.both.map(({ first, second }) => siteView("both", [...first, ...second], findings)),
      ...matched.firstOnly.map((site) => siteView("first", site, findings)),
      ...matched.secondOnly.map((site) => siteView("second", site, findings)),
    ],
    statement: measuredBy(missedSentence(sightings, priors), Object.values(priors).some(informs)),
  };
}

/** What the round's blind markers say of its detection in advance; nothing known without them. */
async function priorOf(tx: Reading, roundId: string): Promise<BetaPrior> {
  const { hits, tries } = detectionFromMarkers((await passesOf(tx, roundId)).passes);
  return { a: 1 + hits, b: 1 + tries - hits };
}

const informs = ({ a, b }: BetaPrior) => a + b > 2;
/** Says so where markers told something in advance. */
const measuredBy = (statement: Statement, markers: boolean): Statement =>
  markers
    ? {
        ...statement,
        method: `${statement.method}；看到的把握事先由盲测标牌测得，用作先验`,
        assumptions: [...statement.assumptions, "measured"],
      }
    : statement;

/** JSON knows no infinity: null is no upper limit. */
const limited = ({ lower, upper }: { lower: number; upper: number }) => ({
  lower,
  upper: Number.isFinite(upper) ? upper : null,
});

function siteView(
  side: MissedView["sites"][number]["side"],
  spots: readonly { findingId: string }[],
  findings: ReadonlyMap<string, store.FindingHere>,
): MissedView["sites"][number] {
  const here = spots.map(({ findingId }) => findings.get(findingId)!);
  return {
    side,
    findings: here.map(({ findingId, number }) => ({ id: findingId, number })),
    path: here[0]!.path,
  };
}

/**
 * Each team's detection, the sites of the other side at places it looked at serving as its test. Sites outside the
 * ledger are left out: nobody can say which team looked there.
 */
async function teamsOf(
  tx: Reading,
  roundId: string,
  checkedId: string,
  matched: CrossChecked,
  findings: ReadonlyMap<string, store.FindingHere>,
): Promise<TeamDetection[]> {
  const placesOf = (site: Site) => site.flatMap(({ placeId }) => (placeId === null ? [] : [placeId]));
  const measure = async (
    side: "first" | "second",
    tests: { site: Site; answer: Site | null }[],
  ): Promise<TeamDetection[]> => {
    const looked = await store.teamsThatLooked(tx, side === "first" ? checkedId : roundId, [
      ...new Set(
        tests.flatMap(({ site, answer }) => [...placesOf(site), ...(answer ? placesOf(answer) : [])]),
      ),
    ]);
    const tally = new Map<string, { name: string; found: number; of: number }>();
    for (const { site, answer } of tests) {
      const places = new Set([...placesOf(site), ...(answer ? placesOf(answer) : [])]);
      const finders = new Map(
        (answer ?? []).map(({ findingId }) => {
          const { teamId, team } = findings.get(findingId)!;
          return [teamId, team];
        }),
      );
      const teams = new Map(
        looked.filter(({ placeId }) => places.has(placeId)).map(({ teamId, team }) => [teamId, team]),
      );
      if (places.size > 0) for (const [teamId, team] of finders) teams.set(teamId, team);
      for (const [teamId, name] of teams) {
        const row = tally.get(teamId) ?? { name, found: 0, of: 0 };
        tally.set(teamId, { name, found: row.found + (finders.has(teamId) ? 1 : 0), of: row.of + 1 });
      }
    }
    return [...tally]
      .map(([key, { name, found, of }]) => {
        const { estimate, exact } = detectionOf(found, of);
        return { key, name, side, found, of, share: estimate, exact };
      })
      .sort((a, b) => b.of - a.of || (a.name < b.name ? -1 : 1));
  };
  return [
    ...(await measure("first", [
      ...matched.both.map(({ first, second }) => ({ site: second, answer: first })),
      ...matched.secondOnly.map((site) => ({ site, answer: null })),
    ])),
    ...(await measure("second", [
      ...matched.both.map(({ first, second }) => ({ site: first, answer: second })),
      ...matched.firstOnly.map((site) => ({ site, answer: null })),
    ])),
  ];
}
