/** Makes a backup while the server works: the database in one snapshot, the keys, and the photographs it names. */
import { readdirSync, readFileSync } from "node:fs";
import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { createGzip } from "node:zlib";
import type { Pool } from "pg";
import type { Floor } from "../db/transact.ts";
import { beginSnapshot, contentsOf, tableParcels } from "./dump.ts";
import { addMedia, bytesOf, writeWhole } from "./media-store.ts";
import type { Manifest } from "./manifest.ts";
import { pack, type Parcel } from "./parcel.ts";
import { seal } from "./sealed-stream.ts";

export interface BackupParts {
  floor: Floor;
  pool: Pool;
  dataDir: string;
  key: Uint8Array;
}
export interface BackupReport {
  path: string;
  bytes: number;
  rows: number;
  media: number;
  /** Photographs written now; the rest lay in the folder already. */
  mediaAdded: number;
  /** Photographs that the database names and the media folder does not hold whole. */
  mediaMissing: number;
}

/** Everything in one file; without photographs where they stay beside it anyhow. */
export const backupToFile = (parts: BackupParts, path: string, { media } = { media: true }) =>
  write(parts, path, null, media);

/** The database in a file of its own with the moment as its name; photographs beside it, only those not yet there. */
export function backupToFolder(parts: BackupParts, folder: string): Promise<BackupReport> {
  const moment = new Date(parts.floor.now()).toISOString().replaceAll(/[-:]/g, "").slice(0, 15);
  return write(parts, join(folder, `database-${moment}.lzb`), folder);
}

async function write(
  parts: BackupParts,
  path: string,
  folder: string | null,
  withMedia = true,
): Promise<BackupReport> {
  const { floor, pool, dataDir, key } = parts;
  const client = await pool.connect();
  let report: Pick<BackupReport, "rows" | "media" | "mediaAdded" | "mediaMissing">;
  try {
    await beginSnapshot(client);
    const { shapes, media, ...contents } = await contentsOf(client);
    const manifest: Manifest = {
      format: "lingzhu-backup/1",
      createdAt: floor.now(),
      ...contents,
      media: withMedia ? media : [],
      secrets: secretsOf(dataDir),
    };
    let missing = 0;
    async function* parcels(): AsyncGenerator<Parcel> {
      yield { name: "manifest", bytes: Buffer.from(JSON.stringify(manifest)) };
      for (const name of manifest.secrets)
        yield { name: `secret/${name}`, bytes: readFileSync(join(dataDir, "secrets", name)) };
      yield* tableParcels(client, shapes, manifest.streetIds);
      if (folder !== null) return;
      for (const photograph of manifest.media) {
        const bytes = await bytesOf(floor.mediaDir, photograph);
        if (bytes) yield { name: `media/${photograph.streetId}/${photograph.sha256}`, bytes };
        else missing += 1;
      }
    }
    const packed = Readable.from(pack(parcels()), { objectMode: false });
    // Photographs are compressed already; COPY text is not.
    const gzip = createGzip({ level: 4 });
    packed.on("error", (error) => gzip.destroy(error)).pipe(gzip);
    await writeWhole(path, seal(gzip, key));
    await client.query("commit");
    const beside = folder === null ? null : await addMedia(folder, floor.mediaDir, manifest.media, key);
    const mediaMissing = beside ? beside.missing.length : missing;
    report = {
      rows: manifest.tables.reduce((sum, { rows }) => sum + rows, 0),
      media: manifest.media.length - mediaMissing,
      mediaAdded: beside ? beside.added : manifest.media.length - mediaMissing,
      mediaMissing,
    };
  } finally {
    // Whatever happened, the snapshot ends with its connection.
    client.release(true);
  }
  return { path, bytes: (await stat(path)).size, ...report };
}

/** Key files of the installation, without the one that opens this very backup. */
function secretsOf(dataDir: string): string[] {
  return readdirSync(join(dataDir, "secrets"))
    .filter((name) => name !== "backup.key")
    .sort();
}

/** Removes all but the newest `keep` database files of a folder; photographs stay. @returns how many went. */
export async function thinOut(folder: string, keep: number): Promise<number> {
  const old = (await databaseFiles(folder)).slice(0, -keep);
  for (const name of old) await rm(join(folder, name));
  return old.length;
}

/** Names of the database files of a folder, oldest first. */
export const databaseFiles = async (folder: string): Promise<string[]> =>
  (await readdir(folder).catch(() => [])).filter((name) => /^database-[\dT]+\.lzb$/.test(name)).sort();
