import { afterAll, beforeAll, expect, it } from "vitest";
import { sql } from "kysely";
import { openTestHouse, STREET, type TestHouse } from "../../test/house.ts";
import { verifyChain } from "./verify.ts";

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse();
  for (let i = 0; i < 20; i++)
    await house.write(async (tx) =>
      tx.audit({
        act: "test.entry",
        noun: "test",
        id: String(i),
        detail: { i, nested: { b: 1, a: [null, "文"] } },
      }),
    );
});
afterAll(() => house.close());

/** Changes the log behind the application's back, as only the owner of the tables can. */
const tamper = (statement: ReturnType<typeof sql>) =>
  house.floor.db.transaction().execute(async (tx) => {
    await sql`select set_config('lingzhu.street_id', ${String(STREET)}, true)`.execute(tx);
    await sql`alter table audit disable trigger audit_append_only`.execute(tx);
    await statement.execute(tx);
    await sql`alter table audit enable trigger audit_append_only`.execute(tx);
  });

it("holds an untouched chain", async () => {
  const verdict = await verifyChain(house.floor, STREET);
  expect(verdict).toMatchObject({ ok: true, firstBad: null });
  expect(verdict.entries).toBeGreaterThanOrEqual(40);
});

it("finds a changed, a swapped and a missing entry, and says which", async () => {
  await tamper(sql`update audit set detail = '{"i": 999}' where seq = 12`);
  expect(await verifyChain(house.floor, STREET)).toMatchObject({ ok: false, firstBad: { seq: 12 } });
  await tamper(sql`update audit set detail = (select detail from audit where seq = 15) where seq = 11`);
  expect(await verifyChain(house.floor, STREET)).toMatchObject({ ok: false, firstBad: { seq: 11 } });
  await tamper(sql`delete from audit where seq = 7`);
  expect(await verifyChain(house.floor, STREET)).toMatchObject({
    ok: false,
    firstBad: { seq: 7, reason: "这一条不见了" },
  });
});

it("finds a log that was cut off at the end", async () => {
  const other = await openTestHouse();
  const { entries } = await verifyChain(other.floor, STREET);
  await other.floor.db.transaction().execute(async (tx) => {
    await sql`select set_config('lingzhu.street_id', ${String(STREET)}, true)`.execute(tx);
    await sql`alter table audit disable trigger audit_append_only`.execute(tx);
    await sql`delete from audit where seq = ${entries}`.execute(tx);
  });
  expect(await verifyChain(other.floor, STREET)).toMatchObject({ ok: false, firstBad: { seq: entries } });
  await other.close();
});
