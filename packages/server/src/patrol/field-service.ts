import { covers, scopeOf, type Actor, type Scope } from "@lingzhu/domain/access";
import { dayOf, problem } from "@lingzhu/domain/kernel";
import type { FieldDay, FieldPlace, ZonePackage } from "@lingzhu/domain/patrol";
import type { Reading } from "../db/transact.ts";
import * as store from "./field-store.ts";

/** Today's zones of the teams somebody is in, and the re-visits that wait within reach. */
export async function fieldDay(tx: Reading, actor: Actor): Promise<FieldDay> {
  const day = dayOf(tx.now);
  return {
    day,
    zones: await store.zonesOfDay(tx, actor, day),
    revisits: await store.revisitsWithin(tx, scopeOf(actor, "finding.revisit")),
  };
}

/** Everything the phone needs to walk a zone offline. A secretary gets the part in the own community. */
export async function zonePackage(tx: Reading, scope: Scope, zoneId: string): Promise<ZonePackage> {
  const frame = await store.zoneFrame(tx, zoneId);
  if (!frame) throw problem("record.missing", { noun: "片" });
  const whole = covers(scope, { zoneIds: [zoneId] });
  const places = await store.zonePlaces(tx, zoneId, whole ? null : scope.communityIds);
  if (!whole && places.length === 0) throw problem("record.missing", { noun: "片" });
  return { ...frame, places: await withContainers(tx, places) };
}

/**
 * Names what holds each place, once for the thousands of doors that share it. A door without a position of its own
 * stands where its building or compound does, for the list by distance.
 */
async function withContainers(tx: Reading, places: readonly store.ZonePlace[]): Promise<FieldPlace[]> {
  const ids = new Set<string>();
  for (const { unitId, buildingId, compoundId, gridId, communityId } of places)
    for (const id of [unitId, buildingId, compoundId, gridId, communityId]) if (id !== null) ids.add(id);
  const known = ids.size === 0 ? [] : await store.containers(tx, [...ids]);
  const byId = new Map(known.map((container) => [container.id, container]));
  const at = (id: string | null) => (id === null ? undefined : byId.get(id));
  return places.map(({ unitId, buildingId, compoundId, gridId, communityId, ...place }) => {
    const [building, compound] = [at(buildingId), at(compoundId)];
    const named = [compound, building].filter((container) => container !== undefined);
    const outer = at(gridId) ?? at(communityId);
    const stands = [place, building, compound].find(
      (found) => found && found.lon !== null && found.lat !== null,
    );
    return {
      ...place,
      groupId: building?.id ?? compound?.id ?? null,
      group: named.length > 0 ? named.map(({ name }) => name).join(" ") : (outer?.name ?? ""),
      unit: at(unitId)?.name ?? null,
      lon: stands?.lon ?? null,
      lat: stands?.lat ?? null,
    };
  });
}
