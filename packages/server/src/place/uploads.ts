/**
 * Ledger files between upload and import, and the lists of rows that were not taken. They hold residents' data:
 * readable by the server's user only, gone once imported, and swept after a month in any case.
 */
import { chmod, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Sealer } from "../seal/seal.ts";

const OWNER_ONLY = 0o600;
const KEPT_MS = 30 * 86_400_000;

export interface UploadName {
  streetId: number;
  id: string;
}

export const uploadPath = (folder: string, { streetId, id }: UploadName) => join(folder, `${streetId}-${id}`);
/** Where a check leaves the rows for the import. */
export const spoolPath = (folder: string, name: UploadName) => `${uploadPath(folder, name)}.rows`;
const rejectedPath = (folder: string, name: UploadName) => `${uploadPath(folder, name)}.rejected`;

export const keepUpload = (folder: string, name: UploadName, bytes: Uint8Array): Promise<void> =>
  writeFile(uploadPath(folder, name), bytes, { mode: OWNER_ONLY, flag: "wx" });

/** Removes the file, and its rows as a check left them. */
export async function removeUpload(folder: string, name: UploadName): Promise<void> {
  const spool = spoolPath(folder, name);
  for (const path of [uploadPath(folder, name), spool, `${spool}.part`]) await rm(path, { force: true });
}

export async function uploadIsHere(folder: string, name: UploadName): Promise<boolean> {
  return stat(uploadPath(folder, name)).then(
    () => true,
    () => false,
  );
}

/** Keeps a workbook of rows that were not taken, sealed; null takes away an earlier one. */
export async function keepRejected(
  folder: string,
  sealer: Sealer,
  name: UploadName,
  workbook: Uint8Array | null,
): Promise<void> {
  const path = rejectedPath(folder, name);
  if (workbook === null) return rm(path, { force: true });
  const text = Buffer.from(workbook.buffer, workbook.byteOffset, workbook.byteLength).toString("base64");
  await writeFile(path, sealer.seal(text, contextOf(name)), { mode: OWNER_ONLY });
  // The mode above counts for a new file only.
  await chmod(path, OWNER_ONLY);
}

/** The workbook of rows that were not taken, or null when there is none. */
export async function openRejected(
  folder: string,
  sealer: Sealer,
  name: UploadName,
): Promise<Uint8Array | null> {
  const sealed = await readFile(rejectedPath(folder, name)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  return sealed === null ? null : Buffer.from(sealer.open(sealed, contextOf(name)), "base64");
}

const contextOf = ({ streetId, id }: UploadName) => `ledger-import.rejected:${streetId}-${id}`;

/** Removes what was left lying for more than a month by `now`, milliseconds. */
export async function sweepUploads(folder: string, now: number): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: now }));
    if (now - mtimeMs > KEPT_MS) await rm(path, { force: true });
  }
}
