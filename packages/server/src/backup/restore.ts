/** Brings a backup back into an empty data folder and an empty database, or tries it in a throw-away one. */
import { createReadStream, statSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { tmpdir } from "node:os";
import { createGunzip } from "node:zlib";
import { Client, type ClientConfig } from "pg";
import { problem, Problem } from "@lingzhu/domain/kernel";
import { verifyChain } from "../audit/verify.ts";
import { connect } from "../db/database.ts";
import { startEmbedded } from "../db/embedded/index.ts";
import { migrate, newestMigration } from "../db/migrate.ts";
import { layFloor } from "../floor.ts";
import { keep, sha256Of } from "../photograph/media.ts";
import { databaseFiles } from "./backup.ts";
import { Loader, requireEmpty } from "./load.ts";
import { Manifest } from "./manifest.ts";
import { takeMedia } from "./media-store.ts";
import { unpack, type Parcel } from "./parcel.ts";
import { open } from "./sealed-stream.ts";

export interface RestoreReport {
  createdAt: number;
  streets: number;
  rows: number;
  media: number;
  /** Photographs that the backup names and does not hold. */
  mediaMissing: number;
  audit: { entries: number; ok: boolean };
}

/** Restores into a data folder; its database is the embedded one unless `databaseUrl` names another. */
export async function restore(
  path: string,
  key: Uint8Array,
  to: { dataDir: string; databaseUrl: string | null },
  say: (line: string) => void,
): Promise<RestoreReport> {
  await requireFresh(to.dataDir);
  // Read through once before anything is touched: a damaged end must not show when half is restored.
  for await (const _piece of open(createReadStream((await filesOf(path)).file), key));
  const embedded = to.databaseUrl ? null : await startEmbedded({ dataDir: to.dataDir, log: say });
  try {
    return await fill(
      path,
      key,
      to.dataDir,
      embedded?.connection ?? { connectionString: to.databaseUrl! },
      say,
    );
  } finally {
    await embedded?.stop();
  }
}

/** The same in a throw-away folder with the embedded database: proof that this backup would come back. */
export async function checkRestore(
  path: string,
  key: Uint8Array,
  say: (line: string) => void,
): Promise<RestoreReport> {
  const dataDir = await mkdtemp(join(tmpdir(), "lingzhu-restore-"));
  // As root the database runs under an account of its own, which must be able to walk in.
  await chmod(dataDir, 0o711);
  try {
    return await restore(path, key, { dataDir, databaseUrl: null }, say);
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** A folder that holds keys belongs to somebody already. */
async function requireFresh(dataDir: string): Promise<void> {
  const secrets = await readdir(join(dataDir, "secrets")).catch(() => []);
  if (secrets.some((name) => name !== "backup.key")) throw problem("backup.not-empty");
}

async function fill(
  path: string,
  key: Uint8Array,
  dataDir: string,
  database: ClientConfig,
  say: (line: string) => void,
): Promise<RestoreReport> {
  const { file, folder } = await filesOf(path);
  const parcels = unpack(opened(file, key));
  const manifest = await manifestOf(parcels);
  const mediaDir = join(dataDir, "media");
  await migrate(database, { upTo: manifest.migration });
  const client = new Client(database);
  await client.connect();
  const secrets: Parcel[] = [];
  const arrived = new Set<string>();
  try {
    await requireEmpty(client);
    say("正在恢复数据库……");
    const loader = await Loader.begin(client, manifest);
    let loaded = false;
    for await (const parcel of parcels) {
      const [kind, name, sha256] = parcel.name.split("/");
      if (kind === "secret") secrets.push({ name: basename(name!), bytes: parcel.bytes });
      else if (kind === "table") await loader.take(parcel);
      else if (kind === "media" && sha256Of(parcel.bytes) === sha256) {
        if (!loaded) say("正在恢复照片……");
        loaded = true;
        await keep(mediaDir, Number(name), sha256, parcel.bytes);
        arrived.add(`${name}/${sha256}`);
      } else throw problem("backup.unreadable", { reason: `其中的 ${parcel.name} 已损坏` });
    }
    await loader.end();
  } finally {
    // An unfinished transaction ends with its connection, and with it everything that it brought.
    await client.end();
  }
  if (folder !== null) {
    say("正在恢复照片……");
    for (const photograph of manifest.media) {
      const bytes = await takeMedia(folder, photograph, key);
      if (!bytes) continue;
      await keep(mediaDir, photograph.streetId, photograph.sha256, bytes);
      arrived.add(`${photograph.streetId}/${photograph.sha256}`);
    }
  }
  await mkdir(join(dataDir, "secrets"), { recursive: true, mode: 0o700 });
  for (const { name, bytes } of secrets)
    await writeFile(join(dataDir, "secrets", name), bytes, { mode: 0o600 });
  await migrate(database);
  say("正在校验审计链……");
  return {
    createdAt: manifest.createdAt,
    streets: manifest.streetIds.length,
    rows: manifest.tables.reduce((sum, { rows }) => sum + rows, 0),
    media: arrived.size,
    mediaMissing: manifest.media.filter((one) => !arrived.has(`${one.streetId}/${one.sha256}`)).length,
    audit: await verifyAll(database, dataDir, manifest.streetIds),
  };
}

/** A backup is a file; of a folder the newest database file is taken, and its photographs lie beside it. */
async function filesOf(path: string): Promise<{ file: string; folder: string | null }> {
  const entry = statSync(path, { throwIfNoEntry: false });
  if (!entry) throw problem("backup.unreadable", { reason: `找不到 ${path}` });
  if (!entry.isDirectory()) {
    const beside = /^database-[\dT]+\.lzb$/.test(basename(path)) ? dirname(path) : null;
    return { file: path, folder: beside };
  }
  const newest = (await databaseFiles(path)).at(-1);
  if (!newest) throw problem("backup.unreadable", { reason: `${path} 里没有备份` });
  return { file: join(path, newest), folder: path };
}

async function* opened(file: string, key: Uint8Array): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip();
  const feed = (async () => {
    for await (const piece of open(createReadStream(file), key))
      if (!gunzip.write(piece)) await new Promise((resolve) => gunzip.once("drain", resolve));
    gunzip.end();
  })();
  feed.catch((error: unknown) => gunzip.destroy(error as Error));
  try {
    yield* gunzip as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw error instanceof Problem ? error : problem("backup.unreadable", { reason: "文件内容对不上" });
  }
  await feed;
}

async function manifestOf(parcels: AsyncIterator<Parcel>): Promise<Manifest> {
  const first = (await parcels.next()) as IteratorResult<Parcel>;
  const parsed =
    !first.done && first.value.name === "manifest"
      ? Manifest.safeParse(JSON.parse(Buffer.from(first.value.bytes).toString("utf8")))
      : null;
  if (!parsed?.success) throw problem("backup.unreadable", { reason: "文件里没有目录" });
  if (parsed.data.migration > newestMigration()) throw problem("backup.newer");
  return parsed.data;
}

async function verifyAll(database: ClientConfig, dataDir: string, streetIds: readonly number[]) {
  const connection = connect(database as never);
  try {
    const floor = layFloor(connection.db, dataDir);
    const whole = { entries: 0, ok: true };
    for (const streetId of streetIds) {
      const one = await verifyChain(floor, streetId);
      whole.entries += one.entries;
      whole.ok &&= one.ok;
    }
    return whole;
  } finally {
    await connection.close();
  }
}
