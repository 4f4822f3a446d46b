import type { Scope } from "@lingzhu/domain/access";
import { problem } from "@lingzhu/domain/kernel";
import { placeKinds, type Facade } from "@lingzhu/domain/place";
import type { Reading } from "../db/transact.ts";
import { roundToShow } from "./current-round.ts";
import { doorsOf, unitsOf } from "./facade-store.ts";
import { placeById } from "./store.ts";

/** 楼面 of a building or unit, or the lane of a compound's courtyards, in one round. */
export async function viewFacade(
  tx: Reading,
  scope: Scope,
  id: string,
  askedRound: string | undefined,
): Promise<Facade> {
  const place = await placeById(tx, scope, id);
  if (!place) throw problem("record.missing", { noun: "地点" });
  if (place.kind !== "building" && place.kind !== "unit" && place.kind !== "compound")
    throw problem("input.invalid", {
      issues: [{ path: "id", reason: `${placeKinds[place.kind]}没有楼面，请选择楼栋、单元或小区` }],
    });
  const doors = await doorsOf(tx, scope, place, await roundToShow(tx, askedRound));
  const inUse = new Set(doors.map((door) => door.unitId));
  const units: Facade["units"] = (await unitsOf(tx, place)).filter(
    (unit) => scope.street || inUse.has(unit.id),
  );
  if (inUse.has(null)) units.unshift({ id: null, name: "" });
  const floors = [...new Set(doors.map((door) => door.floor))].sort(
    (a, b) => (b ?? Number.NEGATIVE_INFINITY) - (a ?? Number.NEGATIVE_INFINITY),
  );
  return {
    placeId: place.id,
    name: place.path,
    form: place.kind === "compound" ? "lane" : "building",
    units,
    floors,
    doors,
  };
}
