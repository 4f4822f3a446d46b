import { detectionOf, type Detection } from "@lingzhu/geo";
import { sightMetres } from "../coverage/sight.ts";
import { dayOf, sharePercent } from "../kernel/index.ts";
import { markerKinds, type MarkerKind, type MarkerShare, type MarkerState } from "./schema.ts";

export const MARKER_CONFIDENCE = 0.95;

/**
 * Metres between the phone and the board beyond which a record is set aside, over and above the phone's own accuracy:
 * a code passed on by a colleague is no detection. A default, unverified: wide, because a door is known by its
 * building's middle only.
 */
export const MARKER_REACH_M = 100;

export interface MarkerLife {
  placedAt: number | null;
  removedAt: number | null;
  gone: boolean;
}

export function markerState({ placedAt, removedAt, gone }: MarkerLife): MarkerState {
  if (removedAt === null) return placedAt === null ? "drawn" : "placed";
  if (placedAt === null) return "withdrawn";
  return gone ? "gone" : "removed";
}

/** Whether a board stood on the day of a moment. By day, because phones' clocks and inspectors' notes are not exact. */
export function stoodOnDayOf(at: number, { placedAt, removedAt }: MarkerLife): boolean {
  const day = dayOf(at);
  return placedAt !== null && dayOf(placedAt) <= day && (removedAt === null || day <= dayOf(removedAt));
}

/** How far a board can be told, by where it stands: the default distances, so that seasons can be compared. */
export const sightClasses = {
  "15": "开阔地，15 米",
  "5": "庭院和设施，5 米",
  "3": "密生地，3 米",
  door: "入户",
} as const;
export type SightClass = keyof typeof sightClasses;
export const sightClassOf = (kind: MarkerKind): SightClass =>
  kind === "household" ? "door" : (String(sightMetres[kind]) as SightClass);

/** One marker with the looks at its place and the records of its code. */
export interface MarkerTrial extends MarkerLife {
  id: string;
  kind: MarkerKind;
  /** Completed looks at the place, in the marker's round. */
  looks: readonly { teamId: string; personId: string; at: number }[];
  records: readonly MarkerRecord[];
}
export interface MarkerRecord {
  teamId: string;
  personId: string;
  at: number;
  /** Metres from the board, less the accuracy that the phone claimed; null without a position. */
  metres: number | null;
}

/** A record shows detection when its author was there and did not know where the boards are. */
export const countsAsDetection = (
  record: Pick<MarkerRecord, "personId" | "metres">,
  insiders: ReadonlySet<string>,
) => !insiders.has(record.personId) && (record.metres === null || record.metres <= MARKER_REACH_M);

/** A team that looked at the marker's place while it stood, and whether it recorded the code. */
export interface MarkerPass {
  markerId: string;
  kind: MarkerKind;
  teamId: string;
  found: boolean;
}

/**
 * Who passed which marker, and found it or not. A team counts once for a marker, however often it came.
 *
 * A marker that was gone when the inspector came for it stood for certain only until it was last recorded: later looks
 * are left out, and all of them when nobody recorded it. A record without a completed look at the place is left out:
 * what is measured is how much is found of what was looked at.
 *
 * @param insiders persons who drew or placed markers of the round: neither their looks nor their records count.
 */
export function markerPasses(trials: readonly MarkerTrial[], insiders: ReadonlySet<string>): MarkerPass[] {
  const passes: MarkerPass[] = [];
  for (const trial of trials) {
    if (trial.placedAt === null) continue;
    const records = trial.records.filter((record) => countsAsDetection(record, insiders));
    const finders = new Set(records.map(({ teamId }) => teamId));
    const until = trial.gone ? Math.max(0, ...records.map(({ at }) => at)) : (trial.removedAt ?? Infinity);
    const from = trial.placedAt;
    const teams = new Set(
      trial.looks
        .filter(({ at, personId, teamId }) => {
          if (insiders.has(personId) || at < from) return false;
          // Who found it was there in time, whatever order the visit and the record came in.
          return at <= until || (trial.gone && finders.has(teamId) && dayOf(at) === dayOf(until));
        })
        .map(({ teamId }) => teamId),
    );
    for (const teamId of teams)
      passes.push({ markerId: trial.id, kind: trial.kind, teamId, found: finders.has(teamId) });
  }
  return passes;
}

/** Passes counted as one detection, with its intervals. */
export const detectionFromMarkers = (passes: readonly MarkerPass[]): Detection =>
  detectionOf(passes.filter(({ found }) => found).length, passes.length, MARKER_CONFIDENCE);

const shareOf = (key: string, name: string, passes: readonly MarkerPass[]): MarkerShare => {
  const { hits, tries, estimate, exact, jeffreys } = detectionFromMarkers(passes);
  return { key, name, found: hits, passed: tries, share: estimate, exact, jeffreys };
};

/** The share found in all, by team, by kind of place and by distance of sight; groups nobody passed are left out. */
export function markerShares(passes: readonly MarkerPass[], teamNames: ReadonlyMap<string, string>) {
  const by = (keyOf: (pass: MarkerPass) => string, nameOf: (key: string) => string) =>
    [...new Set(passes.map(keyOf))]
      .map((key) =>
        shareOf(
          key,
          nameOf(key),
          passes.filter((pass) => keyOf(pass) === key),
        ),
      )
      .sort((a, b) => b.passed - a.passed || (a.name < b.name ? -1 : 1));
  return {
    total: shareOf("all", "合计", passes),
    teams: by(
      ({ teamId }) => teamId,
      (key) => teamNames.get(key) ?? "未编组",
    ),
    kinds: by(
      ({ kind }) => kind,
      (key) => markerKinds[key as MarkerKind],
    ),
    sights: by(
      ({ kind }) => sightClassOf(kind),
      (key) => sightClasses[key as SightClass],
    ),
  };
}

/** Fewer passes than this say too little to be read as one number. A convention of this product. */
export const ENOUGH_PASSES = 10;

/** What the markers of a round showed, in one plain sentence. */
export function markerSentence(total: MarkerShare, placed: number): string {
  if (placed === 0) return "这一轮还没有放置盲测标牌。";
  if (total.passed === 0) return `已放置 ${placed} 块标牌，还没有组查到它们所在的地点，说不出发现率。`;
  const interval = `${sharePercent(total.exact.lower, 1)} 到 ${sharePercent(total.exact.upper, 1)}`;
  const said = `查到的地点里有 ${total.passed} 次经过标牌，记下 ${total.found} 次（${sharePercent(total.found, total.passed)}），发现率在 ${interval} 之间`;
  return total.passed < ENOUGH_PASSES ? `${said}；次数还少，只能看个大概。` : `${said}。`;
}
