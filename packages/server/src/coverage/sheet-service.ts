import type { Scope } from "@lingzhu/domain/access";
import { dayOf, longDay, problem } from "@lingzhu/domain/kernel";
import { placeStates, type FieldPlace } from "@lingzhu/domain/patrol";
import { plotKinds } from "@lingzhu/domain/place";
import { coveredM2 } from "@lingzhu/geo";
import type { Reading } from "../db/transact.ts";
import type { SheetMap } from "../document/sheet-map.ts";
import { writeZoneSheet, type ZoneSheet } from "../document/zone-sheet.ts";
import type { FileAnswer } from "../http/route.ts";
import { zonePackage } from "../patrol/field-service.ts";
import { readGround, type PlotGrounds } from "./ground-read.ts";
import { unseenGround } from "./ground-service.ts";
import { teamOfZone } from "./sheet-store.ts";

/** Behind a door number: why it is still on the list. */
const MARKS: Partial<Record<FieldPlace["state"], string>> = {
  no_one_in: "○",
  refused: "×",
  unreachable: "△",
};
const DOOR_NOTE = "○ 去过无人　× 拒绝　△ 无法到达　★ 重点部位；无记号为尚未去过。";

/** 片单 as a Word file. A secretary gets the part in the own community. */
export async function zoneSheetDocx(
  tx: Reading,
  scope: Scope,
  { roundId, zoneId }: { roundId: string; zoneId: string },
  origin: string,
): Promise<FileAnswer> {
  const { zone, round, places } = await zonePackage(tx, scope, zoneId);
  if (round.id !== roundId) throw problem("record.missing", { noun: "片" });
  const today = dayOf(tx.now);
  const team = await teamOfZone(tx, zoneId, today);
  const grounds = await readGround(tx, scope, { roundId, zoneId });
  const doors = places.filter((place) => place.kind === "household");
  const open = doors.filter((place) => place.state !== "seen");
  const sheet: ZoneSheet = {
    title: `${zone.name}踏查单`,
    facts: [
      `轮次：${round.name}（${longDay(round.start)}至${longDay(round.end)}）`,
      `踏查组：${team ?? "未分配"}`,
      `打印日期：${longDay(today)}　　待查 ${open.length} 户，共 ${doors.length} 户`,
    ],
    link: `${origin}/field/zones/${zoneId}`,
    doors: doorRows(open),
    doorNote: DOOR_NOTE,
    plots: plotRows(grounds),
    map: sheetMap(doors, grounds),
    footer: "“已看到”按行走轨迹和可视距离估算，不等于已仔细查看；以现场逐户逐块查看为准。",
  };
  return {
    bytes: await writeZoneSheet(sheet),
    mime: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    filename: `${zone.name}踏查单-${today}.docx`,
  };
}

/** Doors by building and unit in walking order, each as its number with its mark. */
function doorRows(open: readonly FieldPlace[]): ZoneSheet["doors"] {
  const rows = new Map<string, { building: string; unit: string; doors: string[] }>();
  for (const { group, unit, name, state, isKey } of open) {
    const key = `${group} ${unit ?? ""}`;
    let row = rows.get(key);
    if (!row) rows.set(key, (row = { building: group, unit: unit ?? "", doors: [] }));
    row.doors.push(`${name}${MARKS[state] ?? ""}${isKey ? "★" : ""}`);
  }
  return [...rows.values()].map((row) => ({ ...row, doors: row.doors.join("　") }));
}

function plotRows(grounds: PlotGrounds): ZoneSheet["plots"] {
  const rows = [
    ...grounds.measured.map(({ row, mask, areaM2, seen }) => ({
      row,
      area: `${Math.round(areaM2)} 平方米`,
      seen: areaM2 > 0 ? `${Math.min(100, Math.floor((100 * coveredM2(mask, seen.once)) / areaM2))}%` : "—",
    })),
    ...grounds.unmeasured.map(({ row }) => ({ row, area: "无边界", seen: "—" })),
  ];
  return rows.map(({ row, area, seen }) => ({
    name: row.name,
    kind: plotKinds[row.plotKind],
    area,
    seen,
    state: placeStates[row.state],
  }));
}

function sheetMap(doors: readonly FieldPlace[], grounds: PlotGrounds): SheetMap | null {
  const buildings = new Map<string, { name: string; lon: number; lat: number; doorsLeft: number }>();
  for (const { groupId, group, lon, lat, state, id } of doors) {
    if (lon === null || lat === null) continue;
    const key = groupId ?? id;
    let building = buildings.get(key);
    if (!building) {
      const name = group.split(" ").at(-1) ?? group;
      buildings.set(key, (building = { name, lon, lat, doorsLeft: 0 }));
    }
    if (state !== "seen") building.doorsLeft++;
  }
  const plots = [
    ...grounds.measured.map((plot) => ({
      name: plot.row.name,
      outline: plot.row.outline,
      unseen: unseenGround(grounds, plot).geometry,
      lon: null,
      lat: null,
    })),
    ...grounds.unmeasured.map(({ row }) => ({
      name: row.name,
      outline: null,
      unseen: null,
      lon: row.lon,
      lat: row.lat,
    })),
  ];
  const near = ({ lon, lat }: { lon: number | null; lat: number | null }) =>
    lon === null || (Math.abs(lon - grounds.street.grid.lon0) < 3 && Math.abs(lat ?? 0) < 84);
  const placed = {
    plane: grounds.street.plane,
    buildings: [...buildings.values()].filter(near),
    plots: plots.filter(near),
  };
  const anything =
    placed.buildings.length > 0 || placed.plots.some((plot) => plot.outline !== null || plot.lon !== null);
  return anything ? placed : null;
}
