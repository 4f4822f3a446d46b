/**
 * One day of many workers, sent to a server that runs as in an office: its own process, the database with fsync.
 *
 *     npm run bench:sync [-- --quick]
 *
 * LINGZHU_BENCH_WORKERS (500), LINGZHU_BENCH_CONCURRENT (8,32,128: phones that send at the same time),
 * LINGZHU_BENCH_BATCH (20: facts in a request), LINGZHU_BENCH_DATABASES (embedded,system), LINGZHU_BENCH_SEED (1),
 * LINGZHU_BENCH_NODE (options of Node.js for the server, such as --cpu-prof).
 * With more than one number of phones the day is sent once for each, by other workers each time.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { connect } from "../src/db/database.ts";
import { findRunning, startEmbedded } from "../src/db/embedded/index.ts";
import { findPostmaster } from "../src/db/embedded/postmaster.ts";
import { openHome } from "../src/db/embedded/home.ts";
import { layFloor } from "../src/floor.ts";
import { quantile, sendCrew } from "../src/simulate/crew.ts";
import { WHOLE_DAY } from "../src/simulate/day.ts";
import { arrangeStreet } from "../src/simulate/street.ts";
import { systemPrograms } from "../test/database.ts";
import { costOf } from "./process-cost.ts";

const quick = process.argv.includes("--quick");
const numberOf = (name: string, otherwise: number) => Number(process.env[name] ?? otherwise);
const workers = numberOf("LINGZHU_BENCH_WORKERS", quick ? 16 : 500);
const batch = numberOf("LINGZHU_BENCH_BATCH", 20);
const seed = numberOf("LINGZHU_BENCH_SEED", 1);
const crews = (process.env["LINGZHU_BENCH_CONCURRENT"] ?? (quick ? "8" : "8,32,128")).split(",").map(Number);
const databases = (process.env["LINGZHU_BENCH_DATABASES"] ?? "embedded,system").split(",");
const load = quick ? { visits: 50, points: 1250, photographs: 5, photographBytes: 100_000 } : WHOLE_DAY;

/** The compiled server as a process, once it says where it listens. */
async function serve(dataDir: string, databaseUrl: string): Promise<{ child: ChildProcess; url: string }> {
  const options = process.env["LINGZHU_BENCH_NODE"]?.split(" ") ?? [];
  const child = spawn(process.execPath, [...options, join(process.cwd(), "packages/server/dist/main.js")], {
    env: { ...process.env, PORT: "0", HOST: "127.0.0.1", LINGZHU_DATA: dataDir, DATABASE_URL: databaseUrl },
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const line of createInterface({ input: child.stdout! })) {
    const url = /http:\/\/127\.0\.0\.1:\d+\//.exec(line)?.[0];
    if (url) return { child, url };
  }
  throw new Error("the server ended before it listened");
}

const report = (what: string, values: Record<string, string | number>) =>
  console.log(
    `${what.padEnd(12)} ${Object.entries(values)
      .map(([key, value]) => `${key} ${value}`)
      .join(", ")}`,
  );

async function run(kind: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "lingzhu-bench-"));
  // As root the database runs under an account of its own, which must be able to walk in.
  await chmod(folder, 0o755);
  const dataDir = join(folder, "data");
  const programs = kind === "system" ? systemPrograms() : null;
  if (kind === "system" && !programs)
    return console.log("no PostgreSQL ≥ 15 in /usr/lib/postgresql: left out");
  const system = programs
    ? await startEmbedded({ dataDir: join(folder, "cluster"), log: () => {}, programs })
    : null;
  const { child, url } = await serve(dataDir, system?.connectionString ?? "");
  const home = openHome(system ? join(folder, "cluster") : dataDir);
  const postmaster = (await findPostmaster(home.cluster))!.pid;
  const connection = connect(
    system ? { connectionString: system.connectionString } : (await findRunning(dataDir))!,
  );
  try {
    const floor = layFloor(connection.db, dataDir);
    const all = await arrangeStreet(floor, { workers: workers * crews.length, doors: load.visits });
    for (const [i, concurrent] of crews.entries()) {
      const street = { ...all, workers: all.workers.slice(i * workers, (i + 1) * workers) };
      const before = [costOf(child.pid!, false), costOf(postmaster, true)];
      const startAt = Date.now() - 12 * 3_600_000;
      const sent = await sendCrew({
        url,
        seed,
        street,
        startAt,
        load,
        concurrent,
        batch,
        faults: 0,
        now: Date.now,
      });
      const [server, database] = [costOf(child.pid!, false), costOf(postmaster, true)];
      if (sent.refused > 0 || sent.accepted !== sent.facts)
        throw new Error("not every fact was accepted once");
      const inBatches = sent.batchMs.reduce((sum, ms) => sum + ms, 0);
      const inPhotographs = sent.photographMs.reduce((sum, ms) => sum + ms, 0);
      /** Seconds that the phones together spent on facts, by how many they were. */
      const factSeconds = (sent.seconds * inBatches) / (inBatches + inPhotographs);
      const perFact = (cost: typeof server, was: typeof server) =>
        cost && was ? `${(((cost.cpu - was.cpu) * 1000) / sent.facts).toFixed(2)} ms` : "–";
      report(`${kind} ×${concurrent}`, {
        workers,
        facts: sent.facts,
        seconds: sent.seconds.toFixed(1),
        "facts/s": Math.round(sent.facts / factSeconds),
        "batch p50": `${quantile(sent.batchMs, 0.5).toFixed(0)} ms`,
        "batch p95": `${quantile(sent.batchMs, 0.95).toFixed(0)} ms`,
        busy: sent.busy,
        photographs: sent.photographs,
        "photograph p95": `${quantile(sent.photographMs, 0.95).toFixed(0)} ms`,
        "processor per fact: server": perFact(server, before[0]!),
        database: perFact(database, before[1]!),
        "memory: server": `${Math.round(server?.memory ?? 0)} MB`,
        "database ": `${Math.round(database?.memory ?? 0)} MB`,
      });
    }
  } finally {
    await connection.close();
    child.kill("SIGTERM");
    await once(child, "exit");
    await system?.stop();
    for (const used of [folder, home.folder]) await rm(used, { recursive: true, force: true });
  }
}

for (const kind of databases) await run(kind);
