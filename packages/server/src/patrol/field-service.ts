import { covers, scopeOf, type Actor, type Scope } from "@lingzhu/domain/access";
import { dayOf, problem } from "@lingzhu/domain/kernel";
import type { FieldDay, FieldPlace, ZonePackage } from "@lingzhu/domain/patrol";
import type { Reading } from "../db/transact.ts";
import { feedPosition } from "../sync/cursor.ts";
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

/**
 * Everything the phone needs to walk a zone offline, or what changed of it since a cursor. A secretary gets the part in
 * the own community. A cross-check is told nothing of what others found or did at its places.
 */
export async function zonePackage(
  tx: Reading,
  scope: Scope,
  zoneId: string,
  asked?: string,
): Promise<ZonePackage> {
  const found = await store.zoneFrame(tx, zoneId);
  if (!found) throw problem("record.missing", { noun: "片" });
  const { campaignId, ...frame } = found;
  const whole = covers(scope, { zoneIds: [zoneId] });
  const communityIds = whole ? null : scope.communityIds;
  if (!whole && !(await store.zoneReaches(tx, zoneId, communityIds ?? [])))
    throw problem("record.missing", { noun: "片" });
  const view: store.PackageView = {
    zoneId,
    roundId: frame.round.id,
    campaignId,
    communityIds,
    tellsEarlier: frame.round.kind === "patrol",
    earlierRoundId: frame.round.kind === "patrol" ? await store.earlierRound(tx, frame.round.id) : null,
    blindZoneIds: await store.crossCheckZones(tx, scope.zoneIds),
  };
  const { since, cursorAfter } = await feedPosition(tx, asked, [view]);
  const places = await store.zonePlaces(tx, view, since);
  return {
    ...frame,
    places: await withContainers(tx, places),
    cursor: cursorAfter(await store.lastChange(tx, view)),
    whole: since === null,
    removed: since === null ? [] : await store.departed(tx, view, since),
  };
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
      ...bare(place),
      groupId: building?.id ?? compound?.id ?? null,
      group: named.length > 0 ? named.map(({ name }) => name).join(" ") : (outer?.name ?? ""),
      unit: at(unitId)?.name ?? null,
      lon: stands?.lon ?? null,
      lat: stands?.lat ?? null,
    };
  });
}

/** Members that say nothing are left out: most doors have none of them, and a package holds thousands. */
function bare<P extends Pick<store.ZonePlace, "outline" | "earlier" | "due" | "after">>({
  outline,
  earlier,
  due,
  after,
  ...place
}: P) {
  return {
    ...place,
    ...(outline ? { outline } : {}),
    ...(earlier ? { earlier } : {}),
    ...(due && due.length > 0 ? { due } : {}),
    ...(after === undefined ? {} : { after }),
  };
}
