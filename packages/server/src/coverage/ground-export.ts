/** What nobody saw, for other programs: doors as points, ground of plots as polygons. */
import { sql } from "kysely";
import type { Scope } from "@lingzhu/domain/access";
import type { UnseenProperties } from "@lingzhu/domain/coverage";
import { dayOf } from "@lingzhu/domain/kernel";
import type { AreaGeometry } from "@lingzhu/geo";
import type { Reading } from "../db/transact.ts";
import type { FileAnswer } from "../http/route.ts";
import { readGround } from "./ground-read.ts";
import { ofPart, type Part } from "./ground-read-store.ts";
import { requireRound, unseenGround } from "./ground-service.ts";
import { communitiesInScope } from "./store.ts";

type Geometry = AreaGeometry | { type: "Point"; coordinates: [number, number] };
interface Feature {
  type: "Feature";
  id: string;
  geometry: Geometry | null;
  properties: UnseenProperties;
}
type DoorRow = Pick<UnseenProperties, "placeId" | "path" | "community" | "state" | "visits"> & {
  lon: number | null;
  lat: number | null;
};

async function unseenDoors(tx: Reading, scope: Scope, part: Part): Promise<DoorRow[]> {
  const { rows } = await sql<DoorRow>`
    select p.id as place_id, p.path, coalesce(c.name, '') as community, rp.state, rp.visits,
      coalesce(p.lon, b.lon) as lon, coalesce(p.lat, b.lat) as lat
    from round_place rp
    join place p on p.street_id = rp.street_id and p.id = rp.place_id and p.kind = 'household'
    left join place c on c.street_id = p.street_id and c.id = p.community_id
    left join place b on b.street_id = p.street_id and b.id = p.building_id
    where ${ofPart(tx, scope, part)} and rp.state <> 'seen'
    order by p.sort_key, p.id`.execute(tx.sql);
  return rows;
}

const point = (lon: number | null, lat: number | null): Geometry | null =>
  lon === null || lat === null ? null : { type: "Point", coordinates: [lon, lat] };

/** GeoJSON (RFC 7946, WGS 84) of unseen doors and ground. A place without a position has a null geometry. */
export async function unseenGeoJson(tx: Reading, scope: Scope, part: Part): Promise<FileAnswer> {
  await requireRound(tx, part.roundId);
  const doors = await unseenDoors(tx, scope, part);
  const grounds = await readGround(tx, scope, part);
  const names = new Map((await communitiesInScope(tx, scope)).map(({ id, name }) => [id, name]));
  const features = doors.map(({ placeId, lon, lat, ...door }): Feature => ({
    type: "Feature",
    id: placeId,
    geometry: point(lon, lat),
    properties: { placeId, kind: "household", ...door, unseenM2: null },
  }));
  const plot = (
    row: (typeof grounds.measured)[number]["row"],
    geometry: Geometry | null,
    unseenM2: number | null,
  ): Feature => ({
    type: "Feature",
    id: row.id,
    geometry,
    properties: {
      placeId: row.id,
      kind: "plot",
      path: row.path,
      community: names.get(row.communityId ?? "") ?? "",
      state: row.state,
      visits: row.visits,
      unseenM2,
    },
  });
  for (const measured of grounds.measured) {
    const { geometry, areaM2 } = unseenGround(grounds, measured);
    if (geometry) features.push(plot(measured.row, geometry, Math.round(areaM2)));
  }
  for (const { row } of grounds.unmeasured)
    if (row.state !== "seen") features.push(plot(row, point(row.lon, row.lat), null));
  return {
    bytes: new TextEncoder().encode(JSON.stringify({ type: "FeatureCollection", features })),
    mime: "application/geo+json",
    filename: `未查-${dayOf(tx.now)}.geojson`,
  };
}
