/** The first 127 bytes of a PMTiles archive (protomaps specification, version 3): what is inside, and whether it is whole. */
import { baseMapTiles, type BaseMapFile } from "@lingzhu/domain/place";

export type PmtilesHeader = Pick<BaseMapFile, "tiles" | "minZoom" | "maxZoom" | "bounds">;

const LENGTH = 127;
const MAGIC = "PMTiles";
const VERSION = 3;
/** Directories must be readable by the phone's library: plain, or gzip. */
const READABLE_COMPRESSION = [1, 2];
/** Where offset and length of each section stand. */
const SECTIONS = [8, 24, 40, 56];

/** The header, or in Chinese why these bytes are no archive that phones can read. */
export function readPmtilesHeader(bytes: Uint8Array): PmtilesHeader | { fault: string } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < LENGTH || new TextDecoder("latin1").decode(bytes.subarray(0, 7)) !== MAGIC)
    return { fault: "这不是 PMTiles 文件" };
  if (view.getUint8(7) !== VERSION) return { fault: `只收第 ${VERSION} 版的 PMTiles 文件` };
  const whole = SECTIONS.every((at) => {
    const end = view.getBigUint64(at, true) + view.getBigUint64(at + 8, true);
    return end <= BigInt(bytes.byteLength);
  });
  if (!whole) return { fault: "文件不完整，可能没有下载完" };
  if (!READABLE_COMPRESSION.includes(view.getUint8(97)))
    return { fault: "目录用了手机读不了的压缩，请用 gzip 压缩重新生成" };
  const tiles = baseMapTiles[view.getUint8(99) - 1];
  if (!tiles) return { fault: "认不出里面的瓦片类型" };
  if (tiles === "mvt" && !READABLE_COMPRESSION.includes(view.getUint8(98)))
    return { fault: "瓦片用了手机读不了的压缩，请用 gzip 压缩重新生成" };
  const [minZoom, maxZoom] = [view.getUint8(100), view.getUint8(101)];
  const degrees = (at: number) => view.getInt32(at, true) / 1e7;
  const bounds: PmtilesHeader["bounds"] = [degrees(102), degrees(106), degrees(110), degrees(114)];
  const [west, south, east, north] = bounds;
  if (minZoom > maxZoom || maxZoom > 24 || !(west < east && south < north))
    return { fault: "文件头里的级别或范围不合理" };
  return { tiles, minZoom, maxZoom, bounds };
}
