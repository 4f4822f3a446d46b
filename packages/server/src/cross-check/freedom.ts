/** What "nothing found" is worth: from coverage by community, and from how well a look finds. */
import type { Scope } from "@lingzhu/domain/access";
import {
  checksNeededSentence,
  freedomSentence,
  remainingSentence,
  roundsSentence,
  type CheckedPart,
  type Statement,
} from "@lingzhu/domain/coverage";
import {
  detectionKnown,
  sightingsOf,
  type FreedomQuery,
  type FreedomView,
  type KnownDetection,
  type RoundFreedom,
} from "@lingzhu/domain/cross-check";
import { groupBy, problem } from "@lingzhu/domain/kernel";
import { detectionFromMarkers } from "@lingzhu/domain/marker";
import { checkedRound } from "@lingzhu/domain/patrol";
import { designCount, sensitivityStrata, teamDetections } from "@lingzhu/geo";
import type { Reading } from "../db/transact.ts";
import { passesOf } from "../marker/results.ts";
import { compare } from "./missed.ts";
import * as store from "./store.ts";

export async function freedomOf(tx: Reading, scope: Scope, query: FreedomQuery): Promise<FreedomView> {
  const { roundId, kind, perThousand } = query;
  const communityId = query.communityId ?? null;
  const all = await store.roundsBeside(tx, roundId);
  const last = all.findIndex(({ id }) => id === roundId);
  if (last < 0) throw problem("record.missing", { noun: "轮次" });
  const rounds = all.slice(0, last + 1);
  const ids = rounds.map(({ id }) => id);
  const byRound = groupBy(await store.partsOf(tx, scope, communityId, ids, kind), (part) => part.roundId);
  const found = await store.foundIn(tx, scope, communityId, ids, kind);

  const measured: (RoundFreedom & { known: KnownDetection; parts: CheckedPart[] })[] = [];
  for (const round of rounds) {
    const known = await detectionIn(tx, scope, communityId, round, all, kind);
    const parts = (byRound.get(round.id) ?? []).map(({ population, checked }) => ({
      population,
      checked,
      detection: known.lower,
    }));
    const population = total(parts, "population");
    measured.push({
      id: round.id,
      name: round.name,
      checked: total(parts, "checked"),
      population,
      found: found.get(round.id) ?? 0,
      source: known.source,
      detection: known.lower ?? 1,
      sensitivity: population === 0 ? 0 : sensitivityAt(parts, population, perThousand / 1000),
      known,
      parts,
    });
  }
  const own = measured.at(-1)!;
  const input = {
    parts: own.parts,
    prevalence: perThousand / 1000,
    unit: kind === "household" ? "户" : "块地",
  } as const;
  const walked = measured.filter(({ checked }) => checked > 0);
  return {
    roundId,
    asOf: tx.now,
    perThousand,
    kind,
    rounds: measured.map(({ known: _known, parts: _parts, ...round }) => round),
    parts: (byRound.get(roundId) ?? []).map(({ communityId, name, population, checked }) => ({
      communityId,
      name,
      population,
      checked,
    })),
    statement: freedomSentence({ ...input, found: own.found }),
    remaining: remainingOf(own),
    combined: measured.some(({ found }) => found > 0) ? null : combinedOf(walked, query, input.unit),
    needed: checksNeededSentence(input),
  };
}

const total = (parts: readonly CheckedPart[], key: "population" | "checked") =>
  parts.reduce((sum, part) => sum + part[key], 0);

const sensitivityAt = (parts: readonly CheckedPart[], population: number, prevalence: number) =>
  sensitivityStrata(
    parts.map((part) => ({ ...part, detection: part.detection ?? 1 })),
    designCount(population, prevalence),
  );

/** Without a measured detection nothing honest can be said of what is left; but what would help can. */
const UNMEASURED: Statement = {
  says: "cannot-tell",
  sentence: "看到的把握没有测过，还可能漏了多少说不准；做一次交叉复查，或者放置盲测标牌，就能算出来。",
  method: "按覆盖率乘以看到的把握折算，缺后一项",
  assumptions: ["unmeasured"],
  figures: {},
};

/** What may be left after something was found. */
function remainingOf({
  found,
  known,
  parts,
}: {
  found: number;
  known: KnownDetection;
  parts: CheckedPart[];
}) {
  const { estimate, lower } = known;
  if (found === 0) return null;
  if (estimate === null || lower === null) return UNMEASURED;
  // More places than were recorded as looked at: visits are missing, and no share can be worked out.
  if (found > total(parts, "checked")) return null;
  return remainingSentence(
    parts.map(({ population, checked }) => ({
      population,
      checked,
      detection: estimate,
      detectionLower: lower,
    })),
    found,
  );
}

/** Several rounds that found nothing; those in which nobody looked anywhere say nothing and are left out. */
function combinedOf(
  rounds: readonly (RoundFreedom & { known: KnownDetection })[],
  { introduction, perThousand }: FreedomQuery,
  unit: "户" | "块地",
): Statement {
  const statement = roundsSentence(
    rounds.map(({ sensitivity }, i) => ({ sensitivity, introduction: i === 0 ? 0 : introduction })),
    perThousand / 1000,
    unit,
  );
  const unmeasured = rounds.filter(({ known }) => known.lower === null);
  if (unmeasured.length === 0) return statement;
  return {
    ...statement,
    says: "cannot-tell",
    sentence: `${unmeasured.map(({ name }) => name).join("、")}没有测过看到的把握，几轮合起来有多可靠还说不准。`,
    assumptions: statement.assumptions.map((code) => (code === "measured" ? "unmeasured" : code)),
  };
}

/**
 * How well a look of this round finds: its markers of that kind of place, or all of them when those are too few; else
 * the cross-check that it is, or that checked it.
 */
async function detectionIn(
  tx: Reading,
  scope: Scope,
  communityId: string | null,
  round: store.CampaignRound,
  all: readonly store.CampaignRound[],
  kind: "household" | "plot",
): Promise<KnownDetection> {
  const { passes } = await passesOf(tx, round.id);
  const ofKind = passes.filter((pass) => (pass.kind === "household") === (kind === "household"));
  const fromKind = detectionKnown(detectionFromMarkers(ofKind), null);
  if (fromKind.source === "marker") return fromKind;
  return detectionKnown(
    detectionFromMarkers(passes),
    await fromCrossCheck(tx, scope, communityId, round, all),
  );
}

async function fromCrossCheck(
  tx: Reading,
  scope: Scope,
  communityId: string | null,
  round: store.CampaignRound,
  all: readonly store.CampaignRound[],
) {
  const check =
    round.kind === "cross_check"
      ? round
      : all.find((other) => other.kind === "cross_check" && checkedRound(other, all)?.id === round.id);
  if (!check) return null;
  const { matched } = await compare(tx, scope, {
    roundId: check.id,
    ...(communityId ? { communityId } : {}),
  });
  const sightings = sightingsOf(matched);
  const { first, second } = teamDetections(sightings);
  return { ...(round.kind === "cross_check" ? second : first), both: sightings.both };
}
