/** 航拍照片: where the camera was, and the limits within which its ground counts as seen. */
import { z } from "zod";

/**
 * Highest flight whose photographs count, metres above the ground: from 120 m a camera of 20 megapixels with a view of
 * 73° shows about 3 cm a pixel, on which a capsule is one to two pixels and a flower three. Unverified.
 */
export const DRONE_HIGHEST_M = 120;

/** Pose of one photograph; angles in degrees, as in the metadata of common drones. */
export const DronePose = z.object({
  name: z.string().trim().max(200),
  takenAt: z.number(),
  lon: z.number().min(-180, "经度超出范围").max(180, "经度超出范围"),
  lat: z.number().min(-84, "纬度超出范围").max(84, "纬度超出范围"),
  /** Above the ground, not above the sea. */
  heightM: z
    .number()
    .positive("相对高度应大于 0")
    .max(DRONE_HIGHEST_M, `相对高度超过 ${DRONE_HIGHEST_M} 米，看不清植株，不计入`),
  heading: z.number().min(-360).max(360),
  pitch: z.number().min(-120).max(0, "俯仰角应为负数，正下方为 -90"),
  viewAcross: z.number().positive().max(150, "视场角过大"),
  viewAlong: z.number().positive().max(150, "视场角过大"),
});
export type DronePose = z.infer<typeof DronePose>;

/** Accepted headings of a table of photographs, lower case; exiftool's names among them. */
export const droneColumns = {
  name: ["文件名", "照片", "name", "filename", "file", "sourcefile"],
  takenAt: ["时间", "拍摄时间", "time", "datetimeoriginal", "createdate"],
  lon: ["经度", "lon", "lng", "longitude", "gpslongitude"],
  lat: ["纬度", "lat", "latitude", "gpslatitude"],
  heightM: ["相对高度", "高度", "height", "relativealtitude"],
  heading: ["航向", "云台航向", "heading", "yaw", "gimbalyawdegree"],
  pitch: ["俯仰", "云台俯仰", "pitch", "gimbalpitchdegree"],
  viewAcross: ["横向视场角", "视场角", "fov", "view_across", "hfov"],
  viewAlong: ["纵向视场角", "view_along", "vfov"],
} as const;
export type DroneColumn = keyof typeof droneColumns;

/** What a file without them is taken to say: straight down, and the view of a 24 mm lens with 3:2 frames. */
export const droneDefaults = { heading: 0, pitch: -90, viewAcross: 73.7, viewAlong: 53.1 } as const;

export const DroneImportQuery = z.object({ roundId: z.uuid() });
export const DroneImport = z.object({
  added: z.number(),
  /** Photographs that the round had already. */
  known: z.number(),
  rejected: z.array(z.object({ row: z.number(), reason: z.string() })),
});
export type DroneImport = z.infer<typeof DroneImport>;
