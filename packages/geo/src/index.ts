export { GeometryError, type GeometryFault } from "./geometry-error.ts";
export { distance } from "./distance.ts";
export { gaussKruger, localProjection, type Projection } from "./projection.ts";
export {
  DATUMS,
  bd09ToGcj02,
  fromWgs84,
  gcj02ToBd09,
  gcj02ToWgs84,
  toWgs84,
  wgs84ToBd09,
  wgs84ToGcj02,
  type Datum,
} from "./datum.ts";
export {
  areaM2,
  boundsOf,
  centroid,
  partsOf,
  planeArea,
  pointInPolygon,
  pointInRings,
  projectGeometry,
  ringArea,
  type AreaGeometry,
  type MultiPolygonGeometry,
  type PolygonGeometry,
  type Position,
  type Ring,
  type Rings,
} from "./polygon.ts";
export { planePolygonFault, polygonFault, requirePolygon, type PolygonFault } from "./polygon-validity.ts";
export {
  Bitmap,
  anyOf,
  atLeastTwo,
  tileKey,
  tileX,
  tileY,
  without,
  TILE_CELLS,
  TILE_WORDS,
  type Grid,
} from "./bitmap.ts";
export { pathMetres, pathOf, type Paths } from "./paths.ts";
export { stampPaths } from "./stamp.ts";
export { coveredM2, maskOf, stampMask, type Mask, type MaskTile } from "./mask.ts";
export { Tally } from "./tally.ts";
export { PointIndex } from "./point-index.ts";
export { emptyNearness, nearPaths, type Nearness } from "./near.ts";
export {
  HYGIENE,
  cleanTracks,
  rawTracks,
  type CleanTracks,
  type DropReason,
  type Fixes,
  type HygieneOptions,
  type HygieneReport,
  type TrackGap,
} from "./track.ts";
export { unseenPart, type Unseen, type UnseenOptions } from "./unseen.ts";
export { decodeTile, encodeTile, mergeStoredTile, type StoredTile } from "./tile-bytes.ts";
export { stampSight } from "./sight.ts";
export { photoFootprint, type PhotoPose } from "./photo.ts";
export { lastSeen, type DatedBitmap } from "./last-seen.ts";
export * from "./detection/index.ts";
