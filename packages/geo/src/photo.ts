import { RADIANS } from "./ellipsoid.ts";
import { GeometryError } from "./geometry-error.ts";
import type { PolygonGeometry } from "./polygon.ts";

/** Where a drone camera was and looked; angles in degrees. */
export interface PhotoPose {
  /** Metres in the plane. */
  readonly x: number;
  readonly y: number;
  /** Metres above the ground in the picture, not above the sea. */
  readonly height: number;
  /** Direction of the top of the picture, clockwise from north. */
  readonly heading: number;
  /** Camera axis: -90 straight down, 0 level, as in the XMP of common drones. */
  readonly pitch: number;
  /** Angles of view across and along the picture. */
  readonly viewAcross: number;
  readonly viewAlong: number;
}

/**
 * The ground a photograph shows, level ground assumed, as a polygon in the plane. Refuses (`bad-option`)
 * cameras whose picture reaches within 15 degrees of the horizon: such ground is too far off to see a plant.
 */
export function photoFootprint(pose: PhotoPose): PolygonGeometry {
  const { x, y, height, heading, pitch, viewAcross, viewAlong } = pose;
  if (!(height > 0 && viewAcross > 0 && viewAlong > 0 && viewAcross < 170 && viewAlong < 170))
    throw new GeometryError(
      "bad-option",
      `A camera ${height} m high with a view of ${viewAcross}° × ${viewAlong}° has no footprint.`,
    );
  if (!(pitch >= -120 && pitch + viewAlong / 2 <= -15))
    throw new GeometryError("bad-option", `A camera at pitch ${pitch}° sees the horizon.`);
  const down = (pitch + 90) * RADIANS;
  const turn = heading * RADIANS;
  const tanAcross = Math.tan((viewAcross / 2) * RADIANS);
  const tanAlong = Math.tan((viewAlong / 2) * RADIANS);
  const corner = (sideways: number, forwards: number): [number, number] => {
    // The ray (sideways, forwards, 1 along the axis), turned up by the pitch, cut with the ground.
    const depth = Math.cos(down) - forwards * Math.sin(down);
    if (!(depth > Math.sin(15 * RADIANS) * Math.hypot(1, sideways, forwards)))
      throw new GeometryError("bad-option", `A camera at pitch ${pitch}° sees the horizon in its corners.`);
    const right = (height * sideways) / depth;
    const ahead = (height * (forwards * Math.cos(down) + Math.sin(down))) / depth;
    return [
      x + right * Math.cos(turn) + ahead * Math.sin(turn),
      y - right * Math.sin(turn) + ahead * Math.cos(turn),
    ];
  };
  const ring = [
    corner(-tanAcross, -tanAlong),
    corner(tanAcross, -tanAlong),
    corner(tanAcross, tanAlong),
    corner(-tanAcross, tanAlong),
  ];
  return { type: "Polygon", coordinates: [[...ring, ring[0]!]] };
}
