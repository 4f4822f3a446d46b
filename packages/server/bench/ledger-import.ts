/**
 * Imports a ledger of 100,000 households from XLSX the way the pages do, on the embedded PostgreSQL in a throw-away
 * folder, with one round running: upload, check, import, then check and import of the same file again; and asks for
 * the pictures that the register then feeds. Prints seconds and the greatest resident memory of this process;
 * the processor time of this process shows how much the machine was shared.
 *
 *     npm run bench:ledger [households]
 */
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Actor } from "@lingzhu/domain/access";
import type { LedgerImport } from "@lingzhu/domain/place";
import { createAccount } from "../src/account/service.ts";
import { read, transact } from "../src/db/transact.ts";
import { openHouse } from "../src/house.ts";
import { fillRegister } from "../src/patrol/register.ts";
import { viewMap } from "../src/place/map.ts";
import { listPlaces, viewPlace } from "../src/place/service.ts";
import { viewFacade } from "../src/place/facade.ts";
import { applyLedger, checkLedger, uploadLedger, viewLedger } from "../src/place/ledger-service.ts";
import { insertStreet } from "../src/street/store.ts";
import { writeSampleXlsx } from "./ledger-sample.ts";

const households = Number(process.argv[2] ?? 100_000);
const folder = await mkdtemp(join(tmpdir(), "lingzhu-bench-"));
// As root the database runs under an account of its own, which must be able to walk in.
await chmod(folder, 0o755);
const STREET = 341302007000;

let peak = 0;
const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 20);
async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const [started, used] = [performance.now(), process.cpuUsage()];
  const result = await work();
  const { user, system } = process.cpuUsage(used);
  const seconds = ((performance.now() - started) / 1000).toFixed(2);
  console.log(what.padEnd(28), `${seconds} s, processor ${((user + system) / 1e6).toFixed(2)} s`);
  return result;
}

const file = join(folder, "ledger.xlsx");
await writeSampleXlsx(file, households, 7);
const house = await openHouse({ dataDir: join(folder, "data"), databaseUrl: null } as never, () => {});
try {
  const { floor } = house;
  const system = { streetId: STREET, accountId: null, sessionId: null };
  const actor = await transact(floor, system, async (tx): Promise<Actor> => {
    await insertStreet(tx, {
      code: "341302007",
      name: "西关街道",
      region: "安徽省宿州市埇桥区",
      demo: false,
    });
    const person = { name: "测试员", post: null, organisation: null, communityId: null };
    const grants = [{ role: "office" as const, communityId: null }];
    const { id } = await createAccount(tx, {
      login: "bench",
      password: "hushed-Orchard-1-lamp",
      person,
      grants,
    });
    const { personId } = await tx.sql
      .selectFrom("account")
      .select("personId")
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
    const [campaignId, roundId] = [tx.newId(), tx.newId()];
    const days = { startsOn: "2020-01-01", endsOn: "2099-12-31" };
    const of = { streetId: STREET, createdAt: new Date(tx.now) };
    await tx.sql
      .insertInto("campaign")
      .values({ ...of, ...days, id: campaignId, title: "春季铲毒", year: 2026, goals: "[]", planText: "" })
      .execute();
    await tx.sql
      .insertInto("round")
      .values({
        ...of,
        ...days,
        id: roundId,
        campaignId,
        name: "第一轮",
        ordinal: 1,
        kind: "patrol",
        stage: "emergence",
      })
      .execute();
    await fillRegister(tx, roundId);
    tx.audit({ act: "test.arrange", noun: "test", id: null });
    return { streetId: STREET, accountId: id, personId, grants, zoneIds: [], sessionId: null };
  });
  const scope = { street: true, communityIds: [], zoneIds: [], ownPersonId: null };
  const settled = async (id: string): Promise<LedgerImport> => {
    for (;;) {
      const seen = await viewLedger(floor, actor, id);
      if (seen.state !== "checking" && seen.state !== "importing") return seen;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  };
  const bytes = await readFile(file);
  for (const which of ["first", "second"]) {
    peak = 0;
    const started = performance.now();
    const made = await timed(`${which} import: upload`, () =>
      uploadLedger(floor, actor, "ledger.xlsx", bytes),
    );
    await timed(`${which} import: check`, async () => {
      await checkLedger(floor, actor, made.id, { mapping: made.mapping, datum: "gcj02" });
      return settled(made.id);
    });
    const done = await timed(`${which} import: apply`, async () => {
      await applyLedger(floor, actor, made.id);
      return settled(made.id);
    });
    const { created, changed, unchanged, missing, rejected } = done.difference!;
    console.log(
      `${which} import`.padEnd(28),
      `${((performance.now() - started) / 1000).toFixed(2)} s`,
      done.state,
      {
        created,
        changed,
        unchanged,
        missing,
        rejected,
        peakMB: Math.round(peak / 2 ** 20),
      },
    );
  }
  const list = await timed("list, text in the middle", () =>
    read(floor, actor, (tx) => listPlaces(tx, scope, { kind: "building", text: "花园 12号楼", limit: 100 })),
  );
  const building = list.items[0]!;
  await timed("one building's page", () => read(floor, actor, (tx) => viewPlace(tx, scope, building.id)));
  await timed("one façade", () => read(floor, actor, (tx) => viewFacade(tx, scope, building.id, undefined)));
  const map = await timed("map of the street", () =>
    read(floor, actor, (tx) => viewMap(tx, actor, scope, undefined)),
  );
  console.log("buildings on the map".padEnd(28), map.buildings.length);
} finally {
  clearInterval(watch);
  await house.close();
  await rm(folder, { recursive: true });
}
