import { localProjection } from "@lingzhu/geo";
import type { Point } from "./town.ts";

/** Middle of 西关街道, and of an invented street whose own is not known. */
export const DEFAULT_CENTER: [number, number] = [116.9612, 33.6401];

/** The town's plane laid on the earth: metres to WGS 84 longitude and latitude, to about a centimetre. */
export function layOn([lon, lat]: readonly [number, number]): (point: Point) => [number, number] {
  const plane = localProjection(lon, lat);
  return ({ x, y }) => {
    const [east, north] = plane.inverse(x, y);
    return [round(east), round(north)];
  };
}

const round = (degrees: number) => Math.round(degrees * 1e7) / 1e7;
