import type { BaseMap } from "@lingzhu/domain/place";

/** `vec` streets and water, `cva` their names; `w` is Web Mercator on CGCS2000, which is WGS 84 within a metre. */
const LAYERS = ["vec", "cva"];
/** Hosts t0 … t7 that the page may ask for tiles. */
const HOSTS = 8;

export const noBaseMap: BaseMap = { tiles: [], attribution: null };

/**
 * 天地图 as base map, by the operator's own key for browsers (WMTS, lbs.tianditu.gov.cn/server/MapService.html).
 * The key goes to everybody who signs in, as such keys do; the service limits it by site and by count.
 */
export const baseMapOf = (key: string | null): BaseMap =>
  key === null
    ? noBaseMap
    : {
        tiles: LAYERS.map(
          (layer) =>
            `https://t{s}.tianditu.gov.cn/${layer}_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=${layer}&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk=${encodeURIComponent(key)}`,
        ),
        attribution: "国家地理信息公共服务平台（天地图）",
      };

/** The foreign hosts that pages need for a base map; none without one. */
export const tileHosts = ({ tiles }: BaseMap): string[] => [
  ...new Set(
    tiles.flatMap((tile) =>
      Array.from({ length: HOSTS }, (_, host) => new URL(tile.replace("{s}", String(host))).origin),
    ),
  ),
];
