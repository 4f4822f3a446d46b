/** What lists and documents say, held against what was noted. */
import { expect } from "vitest";
import type { NotedRecords } from "./noted-records.ts";
import { COMMUNITIES } from "./papers.ts";
import type { ReadReport } from "./read-report.ts";

/** The unseen list as XLSX: exactly the places not looked into, each with its state, zone and cadre. */
export function expectUnseenSheet(sheet: readonly string[][], noted: NotedRecords, cadreName: string): void {
  const head = sheet.findIndex((cells) => cells.includes("地点"));
  const column = (word: string) => sheet[head]!.indexOf(word);
  const path = column("地点");
  const listed = sheet.slice(head + 1).filter((cells) => cells[path]);
  const unseen = noted.unseen();
  expect(listed.map((cells) => cells[path]).sort()).toEqual(unseen.map((row) => row.path).sort());
  for (const cells of listed) {
    const row = unseen.find((one) => one.path === cells[path])!;
    expect(cells[column("状态")], row.path).toBe(noted.stateWord(row));
    expect(cells[column("片")] ?? "", row.path).toBe(noted.zoneOf(row) ?? "");
    expect(cells[column("包保人")] ?? "", row.path).toBe(noted.answeredFor(row) ? cadreName : "");
  }
}

/** The closing report: its sentences and every cell of its two tables by community. */
export function expectReport(report: ReadReport, noted: NotedRecords): void {
  const said = report.paragraphs.join("\n");
  const households = noted.tally("household");
  const plots = noted.tally("plot");
  const visits = noted.counted();
  const people = new Set(visits.map(({ by }) => by)).size;
  expect(said).toContain(`登记应查住户${households.total}户、地块${plots.total}块`);
  expect(said).toContain(
    `参与踏查${people}人，踏查1天，出动${people}人次（同一人同一日计1人次），` +
      `形成踏查记录${visits.length}条，上传照片${noted.photographs}张`,
  );
  expect(said).toContain("登记包保人1人");
  expect(said).toContain(`核实非法种植毒品原植物${noted.found ? 1 : 0}处`);
  expect(said).toContain("登记的发现已全部办结");

  const byCommunity = cellsByName(report, "铲除株数");
  const notSeen = cellsByName(report, "尚未查看");
  for (const name of [...COMMUNITIES, "合计"] as const) {
    const community = name === "合计" ? null : name;
    const [h, p] = [noted.tally("household", community), noted.tally("plot", community)];
    const found = community === null || noted.found?.community === community ? noted.found : null;
    const coverage = [h.total, h.seen, share(h.seen, h.total), p.total, p.seen, share(p.seen, p.total)];
    const work = [noted.counted(community).length, found ? 1 : 0, found?.stems ?? 0];
    expect(byCommunity.get(name), name).toEqual([...coverage, ...work].map(String));
    const open = [h.total - h.seen, h.noOneIn, h.refused, h.unreachable, h.unseen, p.total - p.seen];
    expect(notSeen.get(name), name).toEqual(open.map(String));
  }
}

/** Rounded down, so that 100% means every one. */
const share = (seen: number, total: number) =>
  total === 0 ? "—" : `${(Math.floor((seen * 1000) / total) / 10).toFixed(1)}%`;

/** Rows by their first cell, of the table that has a column with this head. */
function cellsByName({ tables }: ReadReport, head: string): Map<string, string[]> {
  const table = tables.find(([heads]) => heads?.includes(head));
  if (!table) throw new Error(`no table with ${head}: ${JSON.stringify(tables.map(([heads]) => heads))}`);
  return new Map(table.map(([name = "", ...cells]) => [name, cells]));
}
