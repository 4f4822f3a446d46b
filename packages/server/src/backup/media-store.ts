/** Photographs beside the backups of a folder: each sealed by itself under its SHA-256, written once and never again. */
import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { mkdir, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { pathOf, sha256Of } from "../photograph/media.ts";
import type { Manifest } from "./manifest.ts";
import { open, seal } from "./sealed-stream.ts";

type Photograph = Manifest["media"][number];

const sealedPath = (folder: string, { streetId, sha256 }: Photograph) =>
  `${pathOf(join(folder, "media"), streetId, sha256)}.lzb`;

/** The bytes of a photograph that are really those; null when they are missing or damaged. */
export async function bytesOf(mediaDir: string, { streetId, sha256 }: Photograph): Promise<Buffer | null> {
  const bytes = await readFile(pathOf(mediaDir, streetId, sha256)).catch(() => null);
  return bytes && sha256Of(bytes) === sha256 ? bytes : null;
}

/** Adds what the folder does not hold yet. @returns how many were added, and which could not be read here. */
export async function addMedia(
  folder: string,
  mediaDir: string,
  photographs: readonly Photograph[],
  key: Uint8Array,
): Promise<{ added: number; missing: Photograph[] }> {
  let added = 0;
  const missing: Photograph[] = [];
  for (const photograph of photographs) {
    const path = sealedPath(folder, photograph);
    if (existsSync(path)) continue;
    const bytes = await bytesOf(mediaDir, photograph);
    if (!bytes) {
      missing.push(photograph);
      continue;
    }
    await writeWhole(path, seal(Readable.from([bytes]), key));
    added += 1;
  }
  return { added, missing };
}

/** A photograph out of the folder; null when it is not there. */
export async function takeMedia(
  folder: string,
  photograph: Photograph,
  key: Uint8Array,
): Promise<Buffer | null> {
  const path = sealedPath(folder, photograph);
  if (!existsSync(path)) return null;
  const pieces: Buffer[] = [];
  for await (const piece of open(createReadStream(path), key)) pieces.push(piece);
  const bytes = Buffer.concat(pieces);
  return sha256Of(bytes) === photograph.sha256 ? bytes : null;
}

/** Writes a file whole and durable, or not at all. */
export async function writeWhole(path: string, source: AsyncIterable<Uint8Array>): Promise<void> {
  const half = `${path}.part`;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  try {
    await pipeline(source, createWriteStream(half, { mode: 0o600, flush: true }));
    await rename(half, path);
  } catch (error) {
    await rm(half, { force: true });
    throw error;
  }
}
