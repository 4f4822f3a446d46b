/** 街道底图: one PMTiles file (protomaps specification, version 3) that the office uploads, kept on phones by zone. */
import { z } from "zod";

/** What its tiles are: lines and areas to be drawn, or pictures. */
export const baseMapTiles = ["mvt", "png", "jpeg", "webp", "avif"] as const;
export type BaseMapTiles = (typeof baseMapTiles)[number];

export const BaseMapFile = z.object({
  id: z.uuid(),
  filename: z.string(),
  bytes: z.number(),
  tiles: z.enum(baseMapTiles),
  minZoom: z.number(),
  maxZoom: z.number(),
  /** West, south, east, north in degrees. */
  bounds: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  uploadedAt: z.number(),
  uploadedBy: z.string().nullable(),
});
export type BaseMapFile = z.infer<typeof BaseMapFile>;

/** The file in use; null while the office has uploaded none. */
export const BaseMapAnswer = z.object({ file: BaseMapFile.nullable() });

/** Bytes that one file may have, and that one request may ask for. */
export const baseMapLimits = { bytes: 120_000_000, part: 8_000_000 } as const;
