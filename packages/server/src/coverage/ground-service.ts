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
import { Bitmap, coveredM2, stampMask, unseenPart, without, type Mask, type Unseen } from "@lingzhu/geo";
import type { Reading } from "../db/transact.ts";
import { roundById } from "../patrol/round-state.ts";
import { readGround, type MeasuredPlot, type PlotGrounds, type SeenGround } from "./ground-read.ts";
import { daysWalked } from "./ground-read-store.ts";
import type { StreetGrid } from "./ground-grid.ts";
import { communitiesInScope } from "./store.ts";

const decimetre = (m2: number) => Math.round(m2 * 10) / 10;

export async function requireRound(tx: Reading, roundId: string): Promise<void> {
  if (!(await roundById(tx, roundId))) throw problem("record.missing", { noun: "轮次" });
}

/** What was seen of every plot of a round within reach, with sums by community. */
export async function groundCoverage(tx: Reading, scope: Scope, query: GroundQuery): Promise<GroundCoverage> {
  await requireRound(tx, query.roundId);
  const grounds = await readGround(tx, scope, query);
  const plots = grounds.measured.map((plot) => plotGround(plot, grounds.seen.get(plot.sight)!));
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

function plotGround({ row, sight, mask }: MeasuredPlot, seen: SeenGround): PlotGround {
  const seenM2 = coveredM2(mask, seen.once);
  return {
    id: row.id,
    path: row.path,
    communityId: row.communityId,
    plotKind: row.plotKind,
    sightM: sight,
    ...sumOf(mask.areaM2, seenM2, coveredM2(mask, seen.twice), coveredM2(mask, seen.byTwoTeams)),
    lastSeenDay:
      seenM2 > 0 ? (seen.days.find(({ bitmap }) => coveredM2(mask, bitmap) > 0)?.day ?? null) : null,
  };
}

function sumOf(areaM2: number, seenM2: number, seenTwiceM2: number, byTwoTeamsM2: number): GroundSum {
  return {
    areaM2: decimetre(areaM2),
    seenM2: decimetre(seenM2),
    share: areaM2 > 0 ? Math.round((seenM2 / areaM2) * 10_000) / 10_000 : null,
    seenTwiceM2: decimetre(seenTwiceM2),
    byTwoTeamsM2: decimetre(byTwoTeamsM2),
  };
}

function totalOf(plots: readonly PlotGround[], unmeasured: number): z.infer<typeof GroundTotal> {
  const sum = (key: "areaM2" | "seenM2" | "seenTwiceM2" | "byTwoTeamsM2") =>
    plots.reduce((total, plot) => total + plot[key], 0);
  return {
    plots: plots.length + unmeasured,
    unmeasured,
    ...sumOf(sum("areaM2"), sum("seenM2"), sum("seenTwiceM2"), sum("byTwoTeamsM2")),
  };
}

/** One layer of the ground, clipped to plots. */
export async function groundMap(tx: Reading, scope: Scope, query: GroundMapQuery): Promise<GroundMap> {
  await requireRound(tx, query.roundId);
  const grounds = await readGround(tx, scope, query);
  const cells = new Map([...grounds.seen].map(([sight, seen]) => [sight, layerCells(query.layer, seen)]));
  const features: GroundMap["features"] = [];
  for (const { row, sight, mask } of grounds.measured) {
    const part = layerPart(query.layer, mask, cells.get(sight)!, grounds.street);
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

/** The cells of a layer; of the unseen layer the cells it leaves out. */
function layerCells(layer: GroundLayer, seen: SeenGround): Bitmap {
  if (layer === "unseen") return seen.once;
  return layer === "twice" ? seen.twice : without(seen.once, seen.twice);
}

function layerPart(layer: GroundLayer, mask: Mask, cells: Bitmap, { plane }: StreetGrid): Unseen {
  if (layer === "unseen") return unseenPart(mask, cells, plane);
  const own = new Bitmap(mask.grid);
  stampMask(own, mask);
  return unseenPart(mask, without(own, cells), plane);
}

/** The ground of a plot that nobody saw. */
export const unseenGround = (grounds: PlotGrounds, { mask, sight }: MeasuredPlot): Unseen =>
  unseenPart(mask, grounds.seen.get(sight)!.once, grounds.street.plane);
