/** What the markers of a round showed: read by leaders, and by the estimates of what was missed. */
import {
  countsAsDetection,
  MARKER_CONFIDENCE,
  markerPasses,
  markerSentence,
  markerShares,
  type MarkerPass,
  type MarkerResults,
} from "@lingzhu/domain/marker";
import { groupBy, problem } from "@lingzhu/domain/kernel";
import { distance } from "@lingzhu/geo";
import type { Reading } from "../db/transact.ts";
import { roundById } from "../patrol/round-state.ts";
import * as store from "./store.ts";

/** The markers of a round with every look at their places and every record of their codes. */
export async function trialsOf(tx: Reading, roundId: string) {
  if (!(await roundById(tx, roundId))) throw problem("record.missing", { noun: "轮次" });
  const rows = await store.markersOf(tx, roundId);
  const insiders = await store.insidersOf(tx, roundId);
  const looks = groupBy(await store.looksAt(tx, roundId), ({ markerId }) => markerId);
  const records = groupBy(await store.recordsOf(tx, roundId), ({ markerId }) => markerId);
  const trials = rows.map((row) => ({
    row,
    looks: looks.get(row.id) ?? [],
    records: (records.get(row.id) ?? []).map((record) => ({ ...record, metres: metresFrom(row, record) })),
  }));
  type Recorded = (typeof trials)[number]["records"][number];
  return {
    trials,
    insiders,
    isDetection: (record: Recorded) => countsAsDetection(record, insiders),
  };
}

/** Metres between phone and board that the phone's accuracy does not explain. */
function metresFrom(
  board: { lon: number | null; lat: number | null },
  phone: { lon: number | null; lat: number | null; accuracyM: number | null },
): number | null {
  if (board.lon === null || board.lat === null || phone.lon === null || phone.lat === null) return null;
  return Math.max(0, distance(board.lon, board.lat, phone.lon, phone.lat) - (phone.accuracyM ?? 0));
}

/** Which teams passed which markers of a round, and found them or not. */
export async function passesOf(tx: Reading, roundId: string) {
  const { trials, insiders, isDetection } = await trialsOf(tx, roundId);
  const passes: MarkerPass[] = markerPasses(
    trials.map(({ row: { id, kind, placedAt, removedAt, gone }, looks, records }) => ({
      id,
      kind,
      placedAt,
      removedAt,
      gone,
      looks,
      records,
    })),
    insiders,
  );
  return { passes, trials, isDetection };
}

export async function markerResults(tx: Reading, roundId: string): Promise<MarkerResults> {
  const { passes, trials, isDetection } = await passesOf(tx, roundId);
  const teamNames = new Map(
    trials
      .flatMap(({ looks, records }) => [...looks, ...records])
      .flatMap(({ teamId, team, by }) => [[teamId, team ?? by] as const]),
  );
  const placed = trials.filter(({ row }) => row.placedAt !== null);
  const passed = new Set(passes.map(({ markerId }) => markerId));
  const shares = markerShares(passes, teamNames);
  return {
    roundId,
    confidence: MARKER_CONFIDENCE,
    placed: placed.length,
    notPassed: placed.filter(({ row }) => !passed.has(row.id)).length,
    setAside: trials.flatMap(({ records }) => records).filter((record) => !isDetection(record)).length,
    ...shares,
    sentence: markerSentence(shares.total, placed.length),
  };
}
