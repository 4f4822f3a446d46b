/** A street's own map as a PMTiles file (protomaps specification, version 3): one plain picture for every tile. */
import { gzipSync } from "node:zlib";
import { CENTRE, photograph, type Paper } from "./papers.ts";

const LEVELS = { least: 14, most: 17 };
const HEADER = 127;

/** Little-endian base 128, as directories are written. */
function varint(value: number): number[] {
  const bytes: number[] = [];
  let left = value;
  while (left >= 128) {
    bytes.push((left % 128) + 128);
    left = Math.floor(left / 128);
  }
  return [...bytes, left];
}

/** Tiles of all levels below `z` come first. */
const firstTile = (z: number) => (4 ** z - 1) / 3;

export function streetMap(): Paper {
  const tile = photograph("tile.png", [214, 226, 205]).buffer;
  const from = firstTile(LEVELS.least);
  const many = firstTile(LEVELS.most + 1) - from;
  // One entry: id, run of equal tiles, length, offset + 1.
  const root = gzipSync(
    Buffer.from([1, ...varint(from), ...varint(many), ...varint(tile.length), ...varint(1)]),
  );
  const metadata = gzipSync(Buffer.from(JSON.stringify({ name: "街道底图" })));
  const header = Buffer.alloc(HEADER);
  header.write("PMTiles", "latin1");
  header.writeUInt8(3, 7);
  const sections = [root.length, metadata.length, 0, tile.length];
  let offset = HEADER;
  for (const [i, length] of sections.entries()) {
    header.writeBigUInt64LE(BigInt(offset), 8 + i * 16);
    header.writeBigUInt64LE(BigInt(length), 16 + i * 16);
    offset += length;
  }
  header.writeBigUInt64LE(BigInt(many), 72);
  header.writeBigUInt64LE(1n, 80);
  header.writeBigUInt64LE(1n, 88);
  // Clustered; gzip inside; tiles as they are; PNG.
  header.set([1, 2, 1, 2, LEVELS.least, LEVELS.most], 96);
  const { longitude, latitude } = CENTRE;
  for (const [i, degrees] of [longitude - 0.05, latitude - 0.05, longitude + 0.05, latitude + 0.05].entries())
    header.writeInt32LE(Math.round(degrees * 1e7), 102 + i * 4);
  return {
    name: "街道底图.pmtiles",
    mimeType: "application/octet-stream",
    buffer: Buffer.concat([header, root, metadata, tile]),
  };
}
