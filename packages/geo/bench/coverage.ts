/**
 * `npm run bench:coverage`: 100,000 fixes, 200 polygons, 30,000 doors over 3 km × 3 km at 1 m cells, and the
 * same in PostGIS where it is installed, taking turns in one run, and in Clipper2. `--quick` leaves both out.
 */
import { cpus } from "node:os";
import {
  Bitmap,
  PointIndex,
  Tally,
  emptyNearness,
  encodeTile,
  maskOf,
  nearPaths,
  stampPaths,
  type Mask,
  type Nearness,
} from "../src/index.ts";
import { clipperAreas } from "./clipper.ts";
import { ORIGIN, chunk, field } from "./field.ts";
import { startPostgis, type Postgis } from "./postgis.ts";

const RADIUS = 15;
const NEAR = 20;
const ROUNDS = 15;
const grid = { ...ORIGIN, cell: 1 };
const input = field();

interface Round {
  bitmap: Bitmap;
  tally: Tally;
  near: Nearness;
  stamp: number;
  areas: number;
  doors: number;
}

function ours(masks: readonly Mask[], index: PointIndex): Round {
  const tally = new Tally(grid, masks);
  const near = emptyNearness(index.length);
  const bitmap = new Bitmap(grid);
  const t0 = performance.now();
  stampPaths(bitmap, input.paths, RADIUS);
  const t1 = performance.now();
  tally.update(bitmap);
  const t2 = performance.now();
  nearPaths(index, input.paths, NEAR, near);
  const t3 = performance.now();
  return { bitmap, tally, near, stamp: t1 - t0, areas: t2 - t1, doors: t3 - t2 };
}

const sum = (list: Iterable<number>): number => [...list].reduce((a, b) => a + b, 0);
const median = (list: number[]): number => list.toSorted((a, b) => a - b)[list.length >> 1]!;
const least = (list: number[]): number => Math.min(...list);
const show = (ms: number): string => (ms < 10 ? ms.toFixed(2) : ms.toFixed(1)).padStart(9);

function loadOnce(): { masks: Mask[]; index: PointIndex; masksMs: number; indexMs: number } {
  const t0 = performance.now();
  const masks = input.zones.map((zone) => maskOf(zone, grid));
  const t1 = performance.now();
  const index = new PointIndex(input.doorX, input.doorY);
  return { masks, index, masksMs: t1 - t0, indexMs: performance.now() - t1 };
}

const first = loadOnce();
const loads = Array.from({ length: ROUNDS }, loadOnce);
const { masks, index } = first;
const cold = ours(masks, index);
const rounds: Round[] = [];
const postgis: Postgis | null = process.argv.includes("--quick")
  ? null
  : await startPostgis(input, new URL("../../packages/geo/bench/postgis.sql", import.meta.url).pathname);
const theirs: Record<"plain" | "tuned", number[]> = { plain: [], tuned: [] };
let theirAnswer: Record<string, number> = {};
let exact: number[] = [];
let clipper: { ms: number; m2: number } | null = null;
try {
  for (let n = 0; n < ROUNDS; n++) {
    rounds.push(ours(masks, index));
    if (!postgis || n % 5 !== 4) continue;
    for (const name of ["plain", "tuned"] as const) {
      const { ms, rows } = await postgis.run(name);
      theirs[name].push(ms);
      theirAnswer = rows[0]!;
    }
  }
  if (!process.argv.includes("--quick")) clipper = clipperAreas(input, RADIUS);
  if (postgis) exact = (await postgis.run("exact")).rows.map((row) => row["m2"]!);
} finally {
  await postgis?.stop();
}

const { bitmap, tally, near } = rounds.at(-1)!;
const chunks: number[] = [];
for (let n = 0; n < 200; n++) {
  const walk = chunk(n + 1);
  bitmap.takeChanged();
  const begun = performance.now();
  stampPaths(bitmap, walk, RADIUS);
  tally.update(bitmap, bitmap.takeChanged());
  nearPaths(index, walk, NEAR, near);
  chunks.push(performance.now() - begun);
}

const totals = rounds.map((r) => r.stamp + r.areas + r.doors);
console.log(
  `Node ${process.version}, ${cpus()[0]?.model ?? "unknown processor"}; ${ROUNDS} rounds, milliseconds`,
);
console.log("                             least   median    first");
for (const [name, pick] of [
  ["stamping 100,000 fixes", (r: Round) => r.stamp],
  ["areas of 200 polygons", (r: Round) => r.areas],
  ["30,000 doors", (r: Round) => r.doors],
  ["together", (r: Round) => r.stamp + r.areas + r.doors],
] as const)
  console.log(
    `${name.padEnd(24)}${show(least(rounds.map(pick)))}${show(median(rounds.map(pick)))}${show(pick(cold))}`,
  );
console.log(
  `${"added chunk of 60 s".padEnd(24)}${show(least(chunks))}${show(median(chunks))}${show(Math.max(...chunks))} (last column: worst of 200)`,
);
console.log(
  `${"load: laying polygons out".padEnd(24)}${show(least(loads.map((l) => l.masksMs)))}${show(median(loads.map((l) => l.masksMs)))}${show(first.masksMs)}`,
);
console.log(
  `${"load: door index".padEnd(24)}${show(least(loads.map((l) => l.indexMs)))}${show(median(loads.map((l) => l.indexMs)))}${show(first.indexMs)}`,
);

const fresh = ours(masks, index);
const tiles = [...fresh.bitmap.tiles.keys()];
const stored = sum(tiles.map((key) => encodeTile(fresh.bitmap, key).length));
const maskBytes = sum(
  masks.flatMap((m) => m.tiles.map((t) => t.runs.byteLength + t.cut.byteLength + t.share.byteLength)),
);
console.log(
  `memory: ${tiles.length} tiles ${(tiles.length * 8192) >> 10} KiB, stored ${stored >> 10} KiB; polygons ${maskBytes >> 10} KiB; doors ${(index.xy.byteLength + index.ids.byteLength + near.metres.byteLength * 2) >> 10} KiB`,
);

const seen = masks.map((_, m) => fresh.tally.seenM2(m));
const reached = sum(fresh.near.metres.map((m) => (m < Infinity ? 1 : 0)));
console.log(
  `answer: ${sum(seen).toFixed(0)} m² of ${sum(masks.map((m) => m.areaM2)).toFixed(0)} m² seen, ${reached} doors near`,
);
if (postgis) {
  const worst = Math.max(...seen.map((m2, m) => Math.abs(m2 - exact[m]!) / masks[m]!.areaM2));
  console.log(`\n${postgis.version}, one core, same input, same run`);
  for (const name of ["plain", "tuned"] as const)
    console.log(
      `${name.padEnd(24)}${show(least(theirs[name]))}${show(median(theirs[name]))}  ${(least(theirs[name]) / least(totals)).toFixed(0)} × ours, least to least`,
    );
  console.log(
    `answer: ${theirAnswer["m2"]!.toFixed(0)} m² (circles as 32-gons), ${theirAnswer["near"]} doors near`,
  );
  console.log(
    `against its 256-gons: all zones ${((100 * (sum(seen) - sum(exact))) / sum(exact)).toFixed(4)} % of area, worst zone ${(100 * worst).toFixed(3)} points of share`,
  );
}
if (clipper)
  console.log(
    `\nClipper2 (clipper2-ts), areas alone, once${show(clipper.ms)}  ${(clipper.ms / least(totals)).toFixed(0)} × ours; ${clipper.m2.toFixed(0)} m²`,
  );
