/** The invented town as the ledger file an office would have, taken in as an office would. */
import type { Actor } from "@lingzhu/domain/access";
import type { LedgerImport } from "@lingzhu/domain/place";
import type { Floor } from "../db/transact.ts";
import { applyLedger, checkLedger, uploadLedger, viewLedger } from "../place/ledger-service.ts";
import type { Chance } from "./chance.ts";
import { inventedName, inventedPhone } from "./names.ts";
import type { Point, TownCommunity } from "./town.ts";

const HEADERS = [
  "所属社区",
  "网格",
  "小区名称",
  "楼栋",
  "单元",
  "楼层",
  "房号",
  "户主姓名",
  "联系电话",
  "人口数",
  "重点户",
  "经度",
  "纬度",
];

/** CSV of every household, communities and doors in order. */
export function ledgerCsv(
  town: readonly TownCommunity[],
  lay: (point: Point) => [number, number],
  chance: Chance,
): Buffer {
  const lines = [HEADERS.join(",")];
  for (const { name: community, compounds } of town) {
    for (const { name, grid, buildings, courtyards } of compounds) {
      const add = (building: string, unit: string, floor: string, door: string, at: [number, number]) => {
        const phone = chance.happens(0.9) ? inventedPhone(chance) : "";
        const key = chance.happens(0.008) ? "是" : "否";
        const people = [
          inventedName(chance),
          phone,
          String(chance.pick([1, 2, 2, 3, 3, 3, 4, 4, 5, 6])),
          key,
        ];
        lines.push([community, grid, name, building, unit, floor, door, ...people, at[0], at[1]].join(","));
      };
      for (const building of buildings) {
        const at = lay(building.at);
        for (let unit = 1; unit <= building.units; unit++)
          for (let floor = 1; floor <= building.floors; floor++)
            for (let door = 1; door <= building.doors; door++)
              add(building.name, `${unit}单元`, String(floor), `${floor}0${door}`, at);
      }
      for (const { door, at } of courtyards) add("", "", "", `${door}号`, lay(at));
    }
  }
  return Buffer.from(`${lines.join("\r\n")}\r\n`);
}

/** Uploads, checks and imports the file. Throws when a row is not taken. */
export async function importTown(floor: Floor, actor: Actor, filename: string, csv: Buffer): Promise<void> {
  const { id, mapping } = await uploadLedger(floor, actor, filename, csv);
  await checkLedger(floor, actor, id, { mapping, datum: "cgcs2000" });
  const checked = await settled(floor, actor, id);
  if (checked.state !== "checked" || checked.difference!.rejected > 0)
    throw new Error(
      `the invented ledger does not pass its check: ${JSON.stringify(checked.difference?.rejectedSample[0])}`,
    );
  await applyLedger(floor, actor, id);
  const done = await settled(floor, actor, id);
  if (done.state !== "done") throw new Error(`the invented ledger was not imported: ${done.problem}`);
}

/** The import once the work behind it has ended. */
async function settled(floor: Floor, actor: Actor, id: string): Promise<LedgerImport> {
  for (;;) {
    const view = await viewLedger(floor, actor, id);
    if (view.state !== "checking" && view.state !== "importing") return view;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
