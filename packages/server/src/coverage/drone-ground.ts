/** The ground in drone photographs: each one's footprint, laid into tiles as a pass of its own. */
import { sql } from "kysely";
import { droneLook, type DronePose, type LookClass } from "@lingzhu/domain/coverage";
import { startOfDay, type Day } from "@lingzhu/domain/kernel";
import {
  Bitmap,
  maskOf,
  photoFootprint,
  stampMask,
  type PolygonGeometry,
  type Projection,
} from "@lingzhu/geo";
import { moment } from "../db/database.ts";
import type { Reading, Writing } from "../db/transact.ts";
import { layGrid } from "./ground-grid.ts";
import { tracksKept } from "./ground-store.ts";

/** In the place of a team: no team walked. */
export const DRONE = "00000000-0000-0000-0000-000000000000";
const DAY_MS = 86_400_000;

export type DronePhoto = DronePose & { id: string };

/** The ground a photograph shows, in the plane. Throws a `GeometryError` where the camera sees the horizon. */
export function footprintOf(pose: DronePose, plane: Projection): PolygonGeometry {
  const [x, y] = plane.forward(pose.lon, pose.lat);
  return photoFootprint({ ...pose, x, y, height: pose.heightM });
}

/** What the photographs of a day of a round show; null without any. */
export async function photographedGround(
  tx: Writing,
  roundId: string,
  day: Day,
): Promise<(LookClass & { bitmap: Bitmap }) | null> {
  const from = startOfDay(day);
  const { rows } = await sql<DronePhoto>`
    select id, name, taken_at, lon, lat, height_m, heading, pitch, view_across, view_along from drone_photo
    where street_id = ${tx.streetId} and round_id = ${roundId} and taken_at >= ${moment(from)}
      and taken_at < ${moment(from + DAY_MS)} order by id`.execute(tx.sql);
  const first = rows[0];
  if (!first) return null;
  const { grid, plane } = await layGrid(tx, [first.lon, first.lat]);
  const bitmap = new Bitmap(grid);
  for (const photo of rows) stampMask(bitmap, maskOf(footprintOf(photo, plane), grid));
  return { ...droneLook, bitmap };
}

/** Rounds and days with photographs. */
export async function dronePhotoDays(tx: Reading): Promise<{ roundId: string; day: Day }[]> {
  const { rows } = await sql<{ roundId: string; day: Day }>`
    select distinct round_id, (taken_at at time zone 'Asia/Shanghai')::date as day from drone_photo
    where street_id = ${tx.streetId} and ${tracksKept(tx)} order by 1, 2`.execute(tx.sql);
  return rows;
}
