import type { z } from "zod";
import type { Scope } from "@lingzhu/domain/access";
import type {
  GroundCoverage,
  GroundLayer,
  GroundMap,
  GroundMapQuery,
  GroundQuery,
  GroundSum,
  GroundTotal,
  PlotGround,
} from "@lingzhu/domain/coverage";
import { problem } from "@lingzhu/domain/kernel";
import { Bitmap, TILE_WORDS, coveredM2, unseenPart, type Unseen } from "@lingzhu/geo";
import type { Reading } from "../db/transact.ts";
import { roundById } from "../patrol/round-state.ts";
import { readGround, type MeasuredPlot, type PlotGrounds, type SeenGround } from "./ground-read.ts";
import { daysWalked } from "./ground-read-store.ts";
import { communitiesInScope } from "./store.ts";

const decimetre = (m2: number) => Math.round(m2 * 10) / 10;

export async function requireRound(tx: Reading, roundId: string): Promise<void> {
  if (!(await roundById(tx, roundId))) throw problem("record.missing", { noun: "轮次" });
}

/** What was seen of every plot of a round within reach, with sums by community. */
export async function groundCoverage(tx: Reading, scope: Scope, query: GroundQuery): Promise<GroundCoverage> {
  await requireRound(tx, query.roundId);
  const grounds = await readGround(tx, scope, query, { withDays: true });
  const plots = grounds.measured.map(plotGround);
  const communities = (await communitiesInScope(tx, scope)).filter(
    ({ id }) => query.communityId === undefined || id === query.communityId,
  );
  return {
    roundId: query.roundId,
    asOf: tx.now,
    day: query.day ?? null,
    days: await daysWalked(tx, query.roundId),
    total: totalOf(plots, grounds.unmeasured.length),
    communities: communities.map(({ id, name }) => ({
      id,
      name,
      ...totalOf(
        plots.filter((plot) => plot.communityId === id),
        grounds.unmeasured.filter(({ row }) => row.communityId === id).length,
      ),
    })),
    plots,
    unmeasured: grounds.unmeasured.map(({ row, reason }) => ({ id: row.id, path: row.path, reason })),
  };
}

function plotGround({ row, sight, mask, areaM2, seen }: MeasuredPlot): PlotGround {
  // Cells on the rim of a building count to both by their share; more than all was never seen.
  const seenM2 = Math.min(coveredM2(mask, seen.once), areaM2);
  return {
    id: row.id,
    path: row.path,
    communityId: row.communityId,
    plotKind: row.plotKind,
    sightM: sight,
    ...sumOf({
      areaM2,
      seenM2,
      seenTwiceM2: coveredM2(mask, seen.twice),
      byTwoTeamsM2: coveredM2(mask, seen.byTwoTeams),
      droneM2: coveredM2(mask, seen.drone),
      droneOnlyM2: coveredM2(mask, seen.droneOnly),
    }),
    lastSeenDay:
      seenM2 > 0 ? (seen.days.find(({ bitmap }) => coveredM2(mask, bitmap) > 0)?.day ?? null) : null,
  };
}

const summed = ["areaM2", "seenM2", "seenTwiceM2", "byTwoTeamsM2", "droneM2", "droneOnlyM2"] as const;
type Summed = Record<(typeof summed)[number], number>;

function sumOf(sums: Summed): GroundSum {
  const rounded = Object.fromEntries(summed.map((key) => [key, decimetre(sums[key])])) as unknown as Summed;
  const { areaM2, seenM2 } = sums;
  return { ...rounded, share: areaM2 > 0 ? Math.round((seenM2 / areaM2) * 10_000) / 10_000 : null };
}

function totalOf(plots: readonly PlotGround[], unmeasured: number): z.infer<typeof GroundTotal> {
  const sums = Object.fromEntries(
    summed.map((key) => [key, plots.reduce((total, plot) => total + plot[key], 0)]),
  ) as unknown as Summed;
  return { plots: plots.length + unmeasured, unmeasured, ...sumOf(sums) };
}

/** One layer of the ground, clipped to plots. */
export async function groundMap(tx: Reading, scope: Scope, query: GroundMapQuery): Promise<GroundMap> {
  await requireRound(tx, query.roundId);
  const grounds = await readGround(tx, scope, query);
  const keys = new Set(grounds.measured.flatMap(({ mask }) => mask.tiles.map(({ key }) => key)));
  const rest = new Map(
    [...new Set(grounds.measured.map(({ seen }) => seen))].map((seen) => [
      seen,
      layerRest(query.layer, seen, keys),
    ]),
  );
  const features: GroundMap["features"] = [];
  for (const plot of grounds.measured) {
    const { row } = plot;
    const part = partWithout(grounds, plot, rest.get(plot.seen)!);
    if (!part.geometry) continue;
    features.push({
      type: "Feature",
      id: row.id,
      geometry: part.geometry as GroundMap["features"][number]["geometry"],
      properties: {
        placeId: row.id,
        path: row.path,
        communityId: row.communityId,
        plotKind: row.plotKind,
        layer: query.layer,
        areaM2: decimetre(part.areaM2),
      },
    });
  }
  return { type: "FeatureCollection", features };
}

/** The cells that are not in a layer, in the tiles named: what is cut out of a plot to leave its part of the layer. */
function layerRest(layer: GroundLayer, seen: SeenGround, keys: ReadonlySet<number>): Bitmap {
  if (layer === "unseen") return seen.once;
  const own = layer === "drone" ? seen.drone : layer === "twice" ? seen.twice : seen.once;
  const rest = new Bitmap(own.grid);
  for (const key of keys) {
    const words = rest.tileForWrite(key);
    const inLayer = own.tiles.get(key);
    const twice = layer === "once" ? seen.twice.tiles.get(key) : undefined;
    for (let w = 0; w < TILE_WORDS; w++) words[w] = ~(inLayer?.[w] ?? 0) | (twice?.[w] ?? 0);
  }
  return rest;
}

const partWithout = ({ street, walls }: PlotGrounds, { mask }: MeasuredPlot, cells: Bitmap): Unseen =>
  unseenPart(mask, cells, street.plane, walls ? { blocked: walls } : {});

/** The ground of a plot that nobody saw. */
export const unseenGround = (grounds: PlotGrounds, plot: MeasuredPlot): Unseen =>
  partWithout(grounds, plot, plot.seen.once);
