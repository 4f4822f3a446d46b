/**
 * Writes a chain of audit entries into the embedded PostgreSQL in a throw-away folder and verifies it, as
 * `lingzhu audit verify` does. Prints seconds; the content of the entries is drawn from a fixed seed.
 *
 *     npm run bench:audit [entries]
 */
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { actNames } from "@lingzhu/domain/audit";
import { appendAudit } from "../src/audit/append.ts";
import { verifyChain } from "../src/audit/verify.ts";
import { transact } from "../src/db/transact.ts";
import { openHouse } from "../src/house.ts";
import { insertStreet } from "../src/street/store.ts";

const entries = Number(process.argv[2] ?? 1_000_000);
const IN_ONE = 2_000;
const STREET = 341302007000;
const system = { streetId: STREET, accountId: null, sessionId: null };
const folder = await mkdtemp(join(tmpdir(), "lingzhu-bench-"));
// As root the database runs under an account of its own, which must be able to walk in.
await chmod(folder, 0o755);
const house = await openHouse({ dataDir: join(folder, "data"), databaseUrl: null } as never, () => {});
try {
  const { floor } = house;
  await transact(floor, system, async (tx) => {
    await insertStreet(tx, { code: "341302007", name: "西关街道", region: "", demo: false });
    tx.audit({ act: "street.found", noun: "street", id: null });
  });
  const started = performance.now();
  for (let written = 1; written < entries; written += IN_ONE)
    await transact(floor, system, async (tx) => {
      const batch = Array.from({ length: Math.min(IN_ONE, entries - written) }, (_, i) => {
        const n = written + i;
        return {
          act: actNames[(n * 7919) % actNames.length]!,
          noun: "fact",
          id: `0195a000-0000-7000-8000-${String(n).padStart(12, "0")}`,
          detail: { accepted: { visit: n % 50, photograph: n % 7 }, refused: 0, places: n % 50 },
        };
      });
      await appendAudit(tx, system, batch.slice(1));
      tx.audit(batch[0]!);
    });
  console.log(`written   ${((performance.now() - started) / 1000).toFixed(1)} s`);
  const [from, used] = [performance.now(), process.cpuUsage()];
  const verdict = await verifyChain(floor, STREET);
  const { user, system: kernel } = process.cpuUsage(used);
  console.log(
    `verified  ${verdict.entries} entries in ${((performance.now() - from) / 1000).toFixed(1)} s ` +
      `(processor ${((user + kernel) / 1e6).toFixed(1)} s), ${verdict.ok ? "whole" : "BROKEN"}`,
  );
  const { rows } = await sql<{ size: string }>`select pg_size_pretty(pg_table_size('audit')) as size`.execute(
    floor.db,
  );
  console.log(`table     ${rows[0]!.size}`);
} finally {
  await house.close();
  await rm(folder, { recursive: true, force: true });
}
