/** Draws of random places, kept with their seed; and the sample of a cross-check. */
import { randomBytes } from "node:crypto";
import { sql, type RawBuilder } from "kysely";
import { groupBy, problem } from "@lingzhu/domain/kernel";
import {
  drawStratified,
  type Allocation,
  type DrawPurpose,
  type DrawSample,
  type DrawView,
  type SampleDrawn,
} from "@lingzhu/domain/sampling";
import type { Reading, Writing } from "../db/transact.ts";
import { addZone, roundForZones } from "../patrol/zone-service.ts";
import { rezone } from "../patrol/register.ts";
import * as store from "./store.ts";
import type { FramePlace } from "./store.ts";

export interface Draw {
  id: string;
  seed: string;
  places: (FramePlace & { stratum: string })[];
}

interface DrawRequest {
  roundId: string;
  purpose: DrawPurpose;
  drawnBy: string;
  communityIds: readonly string[];
  seed: string | undefined;
  allocation: Allocation;
  /** Condition on `rp` and `p` that a place has to fulfil. */
  condition: RawBuilder<unknown>;
  only?: (place: FramePlace) => boolean;
  /** How many of so many. */
  count: (of: number) => number;
  stratumOf: (place: FramePlace) => string;
  nameOf: (stratum: string) => string;
}

/**
 * Draws places from a round's register and records the draw: who, when, the seed, how many of how many.
 * Throws `input.invalid` when there are fewer places than asked for.
 */
export async function drawPlaces(tx: Writing, request: DrawRequest): Promise<Draw> {
  const { roundId, purpose, drawnBy, allocation, nameOf } = request;
  const all = await store.frameOf(tx, roundId, request.communityIds, request.condition);
  const frame = request.only ? all.filter(request.only) : all;
  const count = request.count(frame.length);
  if (frame.length === 0 || count > frame.length)
    throw problem("input.invalid", {
      issues: [{ path: "count", reason: `按这些条件只有 ${frame.length} 处可抽，请减少数量或放宽条件` }],
    });
  const seed = request.seed ?? randomBytes(8).toString("hex");
  const byStratum = groupBy(frame, request.stratumOf);
  const strata = [...byStratum].map(([key, places]) => ({ key, ids: places.map(({ id }) => id) }));
  const drawn = drawStratified(strata, count, allocation, seed);
  const byId = new Map(frame.map((place) => [place.id, place]));
  const places = [...drawn].flatMap(([stratum, ids]) => ids.map((id) => ({ ...byId.get(id)!, stratum })));
  const id = tx.newId();
  await store.insertDraw(
    tx,
    {
      id,
      roundId,
      purpose,
      seed,
      drawnBy,
      strata: strata.map(({ key, ids }) => ({
        key,
        name: nameOf(key),
        of: ids.length,
        drawn: drawn.get(key)?.length ?? 0,
      })),
    },
    places.map(({ id, stratum }) => ({ placeId: id, stratum })),
  );
  // The seed would tell whoever reads it where the places are; it stays in the draw.
  tx.audit({ act: "draw.make", noun: "draw", id, detail: { roundId, purpose, places: places.length } });
  return { id, seed, places };
}

export const listDraws = (tx: Reading, roundId: string, purpose: DrawPurpose): Promise<DrawView[]> =>
  store.drawsOf(tx, roundId, purpose);

/**
 * Draws the sample of a cross-check from the places of its register that no zone has yet, by community and kind in
 * proportion, and makes one zone of it for each community.
 */
export async function drawSample(
  tx: Writing,
  drawnBy: string,
  roundId: string,
  input: DrawSample,
): Promise<SampleDrawn> {
  const round = await roundForZones(tx, roundId);
  if (round.kind !== "cross_check")
    throw problem("input.invalid", { issues: [{ path: "", reason: "只有交叉复查轮次可以抽样" }] });
  const names = await store.communityNames(tx);
  const keyOf = ({ communityId, kind }: FramePlace) =>
    `${communityId ?? ""}/${kind === "household" ? "household" : "plot"}`;
  const communityOf = (key: string) => names.get(key.split("/")[0]!) ?? "不属社区";
  const draw = await drawPlaces(tx, {
    roundId,
    purpose: "cross_check",
    drawnBy,
    communityIds: input.communityIds,
    seed: input.seed,
    allocation: "proportional",
    condition: sql`rp.zone_id is null`,
    count: (of) => input.count ?? Math.max(1, Math.round(of * input.share!)),
    stratumOf: keyOf,
    nameOf: (key) => `${communityOf(key)} ${key.endsWith("household") ? "户" : "地块"}`,
  });
  const zones: SampleDrawn["zones"] = [];
  for (const [key, places] of groupBy(draw.places, ({ communityId }) => communityId ?? "")) {
    const name = `${communityOf(key)}抽查`;
    const id = await addZone(tx, round, { name, placeIds: places.map((place) => place.id) });
    zones.push({ id, name, places: places.length });
  }
  await rezone(tx, round.id);
  tx.announce("round");
  const households = draw.places.filter(({ kind }) => kind === "household").length;
  return { drawId: draw.id, seed: draw.seed, households, plots: draw.places.length - households, zones };
}
