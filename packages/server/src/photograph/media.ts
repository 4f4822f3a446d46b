/** Bytes of photographs in a content-addressed folder: `<media>/<street>/<first two digits>/<sha256>`. */
import { createHash, randomBytes } from "node:crypto";
import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";

export const pathOf = (mediaDir: string, streetId: number, sha256: string) =>
  join(mediaDir, String(streetId), sha256.slice(0, 2), sha256);

/** The image type by its first bytes, whatever the sender says; null for anything else. */
export function imageType(bytes: Uint8Array): "image/jpeg" | "image/png" | "image/webp" | null {
  const starts = (...magic: number[]) => magic.every((byte, i) => bytes[i] === byte);
  if (starts(0xff, 0xd8, 0xff)) return "image/jpeg";
  if (starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return "image/png";
  if (starts(0x52, 0x49, 0x46, 0x46) && Buffer.from(bytes.subarray(8, 12)).toString("latin1") === "WEBP")
    return "image/webp";
  return null;
}

export const sha256Of = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/** Writes durably and atomically: a crash leaves the whole picture or none. */
export async function keep(
  mediaDir: string,
  streetId: number,
  sha256: string,
  bytes: Uint8Array,
): Promise<void> {
  const path = pathOf(mediaDir, streetId, sha256);
  const half = `${path}.${randomBytes(6).toString("hex")}.part`;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  try {
    const file = await open(half, "wx", 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(half, path);
  } catch (error) {
    await rm(half, { force: true });
    throw error;
  }
}

export const fetchBytes = (mediaDir: string, streetId: number, sha256: string) =>
  readFile(pathOf(mediaDir, streetId, sha256));
