/** PostGIS on the bench field: in the database of BENCH_POSTGIS, or in a throw-away cluster of Debian's programs. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import type { Field } from "./field.ts";

export interface Postgis {
  version: string;
  /** Runs a named query of postgis.sql; milliseconds and rows. */
  run(name: "plain" | "tuned" | "exact"): Promise<{ ms: number; rows: Record<string, number>[] }>;
  stop(): Promise<void>;
}

/** Null, with the reason printed, where there is no PostGIS. */
export async function startPostgis(field: Field, sqlFile: string): Promise<Postgis | null> {
  const cluster = process.env["BENCH_POSTGIS"] ? null : startCluster();
  const url = process.env["BENCH_POSTGIS"] ?? cluster?.url;
  if (!url) {
    console.log("PostGIS: not installed here (Debian: apt-get install postgresql-15-postgis-3), left out.");
    return null;
  }
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query("CREATE EXTENSION IF NOT EXISTS postgis");
  const version = (
    await client.query("SELECT postgis_lib_version() AS v, current_setting('server_version') AS s")
  ).rows[0] as { v: string; s: string };
  await fill(client, field);
  const queries = new Map(
    readFileSync(sqlFile, "utf8")
      .split("-- name: ")
      .slice(1)
      .map((part) => [part.slice(0, part.indexOf("\n")).trim(), part.slice(part.indexOf("\n"))]),
  );
  return {
    version: `PostGIS ${version.v} on PostgreSQL ${version.s}`,
    async run(name) {
      const begun = performance.now();
      const { rows } = await client.query(queries.get(name)!);
      const ms = performance.now() - begun;
      return {
        ms,
        rows: rows.map((row: Record<string, unknown>) =>
          Object.fromEntries(Object.entries(row).map(([k, v]) => [k, Number(v)])),
        ),
      };
    },
    async stop() {
      await client.end();
      cluster?.stop();
    },
  };
}

async function fill(client: Client, { zones, doorX, doorY, paths }: Field): Promise<void> {
  // Parallel workers would make it another comparison: one core each.
  await client.query("SET max_parallel_workers_per_gather = 0; SET jit = off; SET work_mem = '256MB'");
  for (const [table, type] of [
    ["track", "LineString"],
    ["piece", "LineString"],
    ["zone", "Polygon"],
    ["door", "Point"],
  ])
    await client.query(`CREATE TEMP TABLE bench_${table} (id int, geom geometry(${type}, 4548))`);
  const line = (from: number, to: number): string =>
    `LINESTRING(${Array.from({ length: to - from }, (_, n) => `${paths.x[from + n]} ${paths.y[from + n]}`).join(",")})`;
  const tracks: string[] = [];
  const pieces: string[] = [];
  for (let k = 0; k + 1 < paths.starts.length; k++) {
    const end = paths.starts[k + 1]!;
    tracks.push(line(paths.starts[k]!, end));
    for (let i = paths.starts[k]!; i + 1 < end; i += 50) pieces.push(line(i, Math.min(end, i + 51)));
  }
  const polygons = zones.map(
    ({ coordinates }) =>
      `POLYGON(${coordinates.map((r) => `(${r.map((p) => p.join(" ")).join(",")})`).join(",")})`,
  );
  const doors = Array.from(doorX, (x, d) => `POINT(${x} ${doorY[d]})`);
  for (const [table, wkt] of Object.entries({ track: tracks, piece: pieces, zone: polygons, door: doors })) {
    await client.query(
      `INSERT INTO bench_${table} SELECT ordinality, ST_GeomFromText(wkt, 4548) FROM unnest($1::text[]) WITH ORDINALITY AS t (wkt, ordinality)`,
      [wkt],
    );
    await client.query(`CREATE INDEX ON bench_${table} USING gist (geom); ANALYZE bench_${table}`);
  }
}

/** PostgreSQL does not run as root: there it runs as the user `postgres` that its package made. */
function startCluster(): { url: string; stop(): void } | null {
  const root = "/usr/lib/postgresql";
  const version = existsSync(root)
    ? readdirSync(root).find((v) => existsSync(`/usr/share/postgresql/${v}/extension/postgis.control`))
    : undefined;
  if (!version) return null;
  const bin = join(root, version, "bin");
  const folder = mkdtempSync(join(tmpdir(), "bench-postgis-"));
  const port = 50_000 + (process.pid % 10_000);
  const asRoot = process.getuid?.() === 0;
  if (asRoot) execFileSync("chown", ["postgres", folder]);
  const run = (program: string, ...args: string[]): void => {
    const [command, words] = asRoot
      ? ["runuser", ["-u", "postgres", "--", join(bin, program), ...args]]
      : [join(bin, program), args];
    execFileSync(command, words, { stdio: "ignore", cwd: folder });
  };
  const data = join(folder, "data");
  run("initdb", "-D", data, "-A", "trust", "-U", "bench");
  run(
    "pg_ctl",
    "-D",
    data,
    "-w",
    "-l",
    join(folder, "log"),
    "-o",
    `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1`,
    "start",
  );
  return {
    url: `postgres://bench@127.0.0.1:${port}/postgres`,
    stop() {
      run("pg_ctl", "-D", data, "-m", "immediate", "stop");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
