/** 航拍照片: imported by the office as a table of where each was taken; their ground counts as a pass of its own. */
import { sql } from "kysely";
import {
  DronePose,
  droneColumns,
  droneDefaults,
  type DroneColumn,
  type DroneImport,
} from "@lingzhu/domain/coverage";
import { dayOf, numberWritten, problem, timeWritten } from "@lingzhu/domain/kernel";
import { GeometryError } from "@lingzhu/geo";
import type { Writing } from "../db/transact.ts";
import { roundById } from "../patrol/round-state.ts";
import { openLedgerFile } from "../place/ledger-file.ts";
import { footprintOf } from "./drone-ground.ts";
import { layGrid, type StreetGrid } from "./ground-grid.ts";
import { restampPhotographs } from "./ground-stamp.ts";

const MOST = 20_000;
/** Farther from the middle of the street than this is another place, degrees. */
const REACH_DEGREES = 0.3;
const required = ["takenAt", "lon", "lat", "heightM"] as const;

/** Adds the photographs of a table to a round; a photograph that it has already is left as it is. */
export async function importDronePhotos(
  tx: Writing,
  personId: string,
  { bytes, filename, roundId }: { bytes: unknown; filename: string; roundId: string },
): Promise<DroneImport> {
  if (!(bytes instanceof Uint8Array)) throw problem("input.unreadable", { reason: "没有收到文件" });
  if (!(await roundById(tx, roundId))) throw problem("record.missing", { noun: "轮次" });
  const { poses, rejected } = await readPoses(bytes, filename);
  const first = poses[0];
  if (!first)
    throw problem("input.unreadable", {
      reason: rejected[0]
        ? `没有可用的照片：第 ${rejected[0].row} 行，${rejected[0].reason}`
        : "表里没有照片",
    });
  const street = await layGrid(tx, [first.pose.lon, first.pose.lat]);
  const photos: DronePose[] = [];
  for (const { pose, row } of poses) {
    const reason = unfit(pose, street, tx.now);
    if (reason) rejected.push({ row, reason });
    else photos.push(pose);
  }
  const added = await insertPhotos(tx, personId, roundId, photos);
  if (added.length > 0) await restampPhotographs(tx, roundId, new Set(added.map((at) => dayOf(at))));
  tx.audit({
    act: "drone.import",
    noun: "round",
    id: roundId,
    detail: { added: added.length, known: photos.length - added.length, rejected: rejected.length },
  });
  tx.announce("track");
  return { added: added.length, known: photos.length - added.length, rejected: rejected.slice(0, 100) };
}

/** Why the ground of a photograph cannot count; null when it can. */
function unfit(pose: DronePose, { grid, plane }: StreetGrid, now: number): string | null {
  if (pose.takenAt > now) return "拍摄时间还没有到";
  if (Math.abs(pose.lon - grid.lon0) > REACH_DEGREES || Math.abs(pose.lat - grid.lat0) > REACH_DEGREES)
    return "离本街道太远，请核对经纬度";
  try {
    footprintOf(pose, plane);
    return null;
  } catch (error) {
    if (error instanceof GeometryError) return "镜头朝向地平线，画面边缘太远，看不清植株";
    throw error;
  }
}

async function readPoses(
  bytes: Uint8Array,
  filename: string,
): Promise<{ poses: { row: number; pose: DronePose }[]; rejected: DroneImport["rejected"] }> {
  const file = await openLedgerFile(bytes, filename, { headerRow: 1 });
  const names = file.headers.map((header) => header.trim().toLowerCase());
  const at = Object.fromEntries(
    Object.entries(droneColumns).map(([column, words]) => [
      column,
      names.findIndex((name) => (words as readonly string[]).includes(name)),
    ]),
  ) as Record<DroneColumn, number>;
  const missing = required.filter((column) => at[column] < 0);
  if (missing.length > 0)
    throw problem("input.unreadable", {
      reason: `表头缺少：${missing.map((column) => droneColumns[column][0]).join("、")}（也认 exiftool 的列名）`,
    });
  const poses: { row: number; pose: DronePose }[] = [];
  const rejected: DroneImport["rejected"] = [];
  for await (const { row, cells } of file.rows) {
    if (poses.length + rejected.length >= MOST) throw problem("input.too-large", { limit: `${MOST} 张照片` });
    const text = (column: DroneColumn) => (at[column] < 0 ? "" : (cells[at[column]] ?? ""));
    const angle = (column: keyof typeof droneDefaults) =>
      text(column) === "" ? droneDefaults[column] : numberWritten(text(column));
    const parsed = DronePose.safeParse({
      name: text("name"),
      takenAt: timeWritten(text("takenAt")),
      lon: numberWritten(text("lon")),
      lat: numberWritten(text("lat")),
      heightM: numberWritten(text("heightM")),
      heading: angle("heading"),
      pitch: angle("pitch"),
      viewAcross: angle("viewAcross"),
      viewAlong: angle("viewAlong"),
    });
    if (parsed.success) poses.push({ row, pose: parsed.data });
    else {
      const { path, code, message } = parsed.error.issues[0]!;
      const column = droneColumns[path[0] as DroneColumn][0];
      rejected.push({ row, reason: code === "invalid_type" ? `${column}读不出来` : `${column}：${message}` });
    }
  }
  return { poses, rejected };
}

/** Returns the moments of those that were new. */
async function insertPhotos(
  tx: Writing,
  personId: string,
  roundId: string,
  photos: readonly DronePose[],
): Promise<number[]> {
  const column = <K extends keyof DronePose>(key: K) => photos.map((photo) => photo[key]);
  const { rows } = await sql<{ takenAt: number }>`
    insert into drone_photo (street_id, id, round_id, name, taken_at, lon, lat, height_m, heading, pitch, view_across,
      view_along, imported_by, imported_at)
    select ${tx.streetId}, t.id, ${roundId}::uuid, t.name, to_timestamp(t.at / 1000.0), t.lon, t.lat, t.height, t.heading,
      t.pitch, t.across, t.along, ${personId}::uuid, ${new Date(tx.now)}
    from unnest(${photos.map(() => tx.newId())}::uuid[], ${column("name")}::text[], ${column("takenAt")}::float8[],
      ${column("lon")}::float8[], ${column("lat")}::float8[], ${column("heightM")}::float8[], ${column("heading")}::float8[],
      ${column("pitch")}::float8[], ${column("viewAcross")}::float8[], ${column("viewAlong")}::float8[])
      as t (id, name, at, lon, lat, height, heading, pitch, across, along)
    on conflict (street_id, round_id, taken_at, lon, lat) do nothing returning taken_at`.execute(tx.sql);
  return rows.map(({ takenAt }) => takenAt);
}
