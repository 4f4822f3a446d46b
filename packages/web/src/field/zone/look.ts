/** How a zone is looked at: list or map, what of it, and the words searched. It lives in the address, so that Back and a reload keep it. Pure. */
import { placeFilters, type PlaceFilter } from "./places.ts";

export const zoneViews = { buildings: "按楼栋", near: "由近到远", map: "地图" } as const;
export type ZoneView = keyof typeof zoneViews;

export interface ZoneLook {
  view: ZoneView;
  only: PlaceFilter;
  typed: string;
}
export const usualLook: ZoneLook = { view: "buildings", only: "all", typed: "" };

/** The look that an address names; undefined for the usual one. What it does not know falls back to the usual. */
export function lookFrom(query: URLSearchParams): ZoneLook | undefined {
  const view = query.get("view") ?? "";
  const only = query.get("only") ?? "";
  const look: ZoneLook = {
    view: view in zoneViews ? (view as ZoneView) : usualLook.view,
    only: only in placeFilters ? (only as PlaceFilter) : usualLook.only,
    typed: query.get("typed") ?? "",
  };
  return isUsual(look) ? undefined : look;
}

export function putLook(query: URLSearchParams, look: ZoneLook = usualLook): void {
  for (const part of ["view", "only", "typed"] as const)
    if (look[part] !== usualLook[part]) query.set(part, look[part]);
}

const isUsual = (look: ZoneLook) =>
  look.view === usualLook.view && look.only === usualLook.only && look.typed === usualLook.typed;
