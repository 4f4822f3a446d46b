/** Blind markers: drawn by the system, placed by an inspector, recorded by whoever sees them. */
import { randomInt } from "node:crypto";
import { sql } from "kysely";
import type { z } from "zod";
import { problem } from "@lingzhu/domain/kernel";
import {
  MARKER_CODES,
  markerCode,
  markerKinds,
  markerState,
  type DrawMarkers,
  type MarkerKind,
  type MarkerList,
  type PlaceMarker,
  type RemoveMarker,
} from "@lingzhu/domain/marker";
import type { Reading, Writing } from "../db/transact.ts";
import { roundById } from "../patrol/round-state.ts";
import { drawPlaces, listDraws } from "../sampling/service.ts";
import { trialsOf } from "./results.ts";
import * as store from "./store.ts";

/**
 * Draws places of a round at random, the same number for each kind as far as there are as many, and gives each a code.
 * Places that had a marker in the round before are left out.
 */
export async function drawMarkers(
  tx: Writing,
  drawnBy: string,
  input: DrawMarkers,
  random: (below: number) => number = randomInt,
): Promise<{ drawId: string; seed: string; markers: number }> {
  const { roundId } = input;
  if (!(await roundById(tx, roundId))) throw problem("record.missing", { noun: "轮次" });
  const kinds = new Set(input.kinds);
  const draw = await drawPlaces(tx, {
    roundId,
    purpose: "marker",
    drawnBy,
    communityIds: input.communityIds,
    seed: input.seed,
    allocation: "equal",
    condition: sql`not exists (select 1 from blind_marker had where had.street_id = rp.street_id
      and had.round_id = rp.round_id and had.place_id = rp.place_id)`,
    only: ({ kind }) => kinds.size === 0 || kinds.has(kind),
    count: () => input.count,
    stratumOf: ({ kind }) => kind,
    nameOf: (key) => markerKinds[key as MarkerKind],
  });
  const codes = await freshCodes(tx, draw.places.length, random);
  await store.insertMarkers(
    tx,
    draw.places.map(({ id: placeId }, i) => ({
      id: tx.newId(),
      roundId,
      drawId: draw.id,
      placeId,
      code: codes[i]!,
    })),
  );
  return { drawId: draw.id, seed: draw.seed, markers: draw.places.length };
}

/** Codes that nobody can guess from the seed or from another code; only the invented season brings its own chance. */
async function freshCodes(tx: Reading, count: number, random: (below: number) => number): Promise<string[]> {
  const codes = new Set<string>();
  while (codes.size < count) {
    const more = Array.from({ length: count - codes.size }, () => markerCode(random(MARKER_CODES)));
    const used = await store.codesInUse(tx, more);
    for (const code of more) if (!used.has(code)) codes.add(code);
  }
  return [...codes];
}

export async function listMarkers(tx: Reading, roundId: string): Promise<MarkerList> {
  const { trials, isDetection } = await trialsOf(tx, roundId);
  return {
    draws: await listDraws(tx, roundId, "marker"),
    markers: trials.map(({ row, records }) => ({
      id: row.id,
      drawId: row.drawId,
      code: row.code,
      state: markerState(row),
      placeId: row.placeId,
      path: row.path,
      kind: row.kind,
      lon: row.lon,
      lat: row.lat,
      placedAt: row.placedAt,
      placedBy: row.placedBy,
      removedAt: row.removedAt,
      seen: records.map((record) => ({
        at: record.at,
        by: record.by,
        team: record.team,
        counts: isDetection(record),
      })),
    })),
  };
}

/** The board stands, from a moment on. */
export async function placeMarker(
  tx: Writing,
  personId: string,
  id: string,
  { at = tx.now, lon, lat }: z.output<typeof PlaceMarker>,
): Promise<{ id: string }> {
  const marker = await markerForChange(tx, id, at);
  if (marker.placedAt !== null || marker.removedAt !== null)
    throw problem("record.in-use", { noun: "标牌", by: marker.removedAt === null ? "放置记录" : "收回记录" });
  if ((lon === undefined) !== (lat === undefined))
    throw problem("input.invalid", { issues: [{ path: "lon", reason: "经度和纬度要一起填写" }] });
  await store.changeMarker(tx, id, {
    placedBy: personId,
    placedAt: new Date(at),
    lon: lon ?? null,
    lat: lat ?? null,
  });
  tx.audit({ act: "marker.place", noun: "marker", id, detail: { roundId: marker.roundId } });
  return { id };
}

/** The board was taken away, was gone, or will never stand. */
export async function removeMarker(
  tx: Writing,
  personId: string,
  id: string,
  { at = tx.now, left }: z.output<typeof RemoveMarker>,
): Promise<{ id: string }> {
  const marker = await markerForChange(tx, id, at);
  if (marker.removedAt !== null) throw problem("record.in-use", { noun: "标牌", by: "收回记录" });
  if (marker.placedAt !== null && at < marker.placedAt)
    throw problem("input.invalid", { issues: [{ path: "at", reason: "收回时间早于放置时间" }] });
  const gone = marker.placedAt !== null && left === "gone";
  await store.changeMarker(tx, id, { removedBy: personId, removedAt: new Date(at), gone });
  tx.audit({ act: "marker.remove", noun: "marker", id, detail: { roundId: marker.roundId, gone } });
  return { id };
}

async function markerForChange(tx: Writing, id: string, at: number) {
  const marker = await store.lockMarker(tx, id);
  if (!marker) throw problem("record.missing", { noun: "标牌" });
  if (at > tx.now) throw problem("input.invalid", { issues: [{ path: "at", reason: "时间还没有到" }] });
  return marker;
}
