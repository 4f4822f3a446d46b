/**
 * Reads, checks and compares a ledger of 100,000 households, once as XLSX and once as CSV, first against an
 * empty register and then against itself. Prints seconds and the greatest resident memory.
 *
 *     node tools/bench.mjs packages/server/bench/ledger.ts [households]
 */
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  LedgerDifference,
  ledgerReader,
  matchColumns,
  recordOf,
  type ExistingPlace,
} from "@lingzhu/domain/place";
import { openLedgerFile } from "../src/place/ledger-file.ts";
import { sampleCommunities, writeSampleCsv, writeSampleXlsx } from "./ledger-sample.ts";

const households = Number(process.argv[2] ?? 100_000);
const folder = await mkdtemp(join(tmpdir(), "lingzhu-bench-"));

let peak = 0;
const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 20);

async function readOnce(path: string, existing: readonly ExistingPlace[], keep: boolean) {
  const started = performance.now();
  const file = await openLedgerFile(path, path);
  const { mapping, areaUnit } = matchColumns(file.headers);
  const read = ledgerReader(mapping, {
    communities: sampleCommunities,
    datum: "wgs84",
    toWgs84: (lon, lat) => [lon, lat],
    areaUnit,
  });
  const difference = new LedgerDifference(existing);
  const places: ExistingPlace[] = [];
  let rejected = 0;
  for await (const { row, cells } of file.rows) {
    const reading = read(row, cells);
    if ("rejected" in reading) rejected++;
    else {
      difference.add(reading.ok);
      if (keep) places.push(recordOf(reading.ok, String(row)));
    }
  }
  const missing = [...difference.missing()].length;
  const seconds = (performance.now() - started) / 1000;
  return { places, figures: { seconds: seconds.toFixed(2), ...difference.counts, missing, rejected } };
}

try {
  for (const [format, write] of [
    ["xlsx", writeSampleXlsx],
    ["csv", writeSampleCsv],
  ] as const) {
    const path = join(folder, `ledger.${format}`);
    await write(path, households, 7);
    peak = 0;
    const megabytes = ((await stat(path)).size / 1e6).toFixed(1);
    const first = await readOnce(path, [], true);
    console.log(format, `${megabytes} MB`, "first import", first.figures);
    const second = await readOnce(path, first.places, false);
    console.log(format, `${megabytes} MB`, "second import", second.figures);
    console.log(format, `greatest resident memory ${Math.round(peak / 2 ** 20)} MB`);
  }
} finally {
  clearInterval(watch);
  await rm(folder, { recursive: true });
}
