import { reachesAnything, scopeOf, type Actor, type Scope } from "@lingzhu/domain/access";
import type { PlaceState } from "@lingzhu/domain/patrol";
import type { MapLayer } from "@lingzhu/domain/place";
import type { Reading } from "../db/transact.ts";
import { roundToShow } from "./current-round.ts";
import { buildingStates, findingPoints, plotStates } from "./map-store.ts";

const nobodySeen = (): Record<PlaceState, number> => ({
  unseen: 0,
  seen: 0,
  no_one_in: 0,
  refused: 0,
  unreachable: 0,
});

/** 地图图层 of one round. Findings need their own right; without it there are none. */
export async function viewMap(
  tx: Reading,
  actor: Actor,
  scope: Scope,
  askedRound: string | undefined,
): Promise<MapLayer> {
  const roundId = await roundToShow(tx, askedRound);
  const buildings = new Map<string, MapLayer["buildings"][number]>();
  for (const { state, doors, ...building } of await buildingStates(tx, scope, roundId)) {
    const known = buildings.get(building.id) ?? { ...building, total: 0, states: nobodySeen() };
    known.total += doors;
    known.states[state] += doors;
    buildings.set(building.id, known);
  }
  const findingScope = scopeOf(actor, "finding.read");
  return {
    buildings: [...buildings.values()],
    plots: await plotStates(tx, scope, roundId),
    findings: reachesAnything(findingScope) ? await findingPoints(tx, findingScope) : [],
  };
}
