import { afterAll, beforeAll, expect, it } from "vitest";
import { sql } from "kysely";
import { SignedHeadsFile } from "@lingzhu/domain/audit";
import { openTestHouse, STREET, type Signed, type TestHouse } from "../../test/house.ts";
import { appendAudit } from "./append.ts";
import { checkHeads, signHeads } from "./head.ts";
import { verifyChain } from "./verify.ts";

let house: TestHouse;
let auditor: Signed;
beforeAll(async () => {
  house = await openTestHouse();
  auditor = await house.sign("auditor");
});
afterAll(() => house.close());

const DAY = 24 * 3_600_000;
const exported = async () => {
  const answer = await auditor.get("/api/audit/heads");
  expect(answer.status).toBe(200);
  return SignedHeadsFile.parse(JSON.parse(answer.bytes.toString("utf8")));
};

it("signs the last entry of each day, once", async () => {
  expect(await signHeads(house.floor)).toBe(0); // nothing from before today
  house.clock.now += DAY;
  expect(await signHeads(house.floor)).toBe(1);
  expect(await signHeads(house.floor)).toBe(0);
  house.clock.now += DAY;
  expect(await signHeads(house.floor)).toBe(1);
  const file = await exported();
  expect(file.heads.map(({ day }) => day)).toEqual(["2026-03-01", "2026-03-02"]);
  expect(file.heads[0]!.seq).toBeLessThan(file.heads[1]!.seq);
});

it("agrees with the log it was taken from", async () => {
  expect(await checkHeads(house.floor, await exported())).toBeNull();
});

it("refuses a file that was changed, and one under another key", async () => {
  const file = await exported();
  const moved = { ...file, heads: [{ ...file.heads[0]!, seq: 1 }] };
  expect(await checkHeads(house.floor, moved)).toMatchObject({
    reason: expect.stringContaining("签名不成立"),
  });
  const other = await openTestHouse();
  const { publicKey } = other.floor.auditKey();
  await other.close();
  expect(await checkHeads(house.floor, { ...file, publicKey })).not.toBeNull();
});

it("shows a chain that was written anew and is whole in itself", async () => {
  const file = await exported();
  const { seq } = file.heads[0]!;
  await house.floor.db.transaction().execute(async (tx) => {
    await sql`select set_config('lingzhu.street_id', ${String(STREET)}, true)`.execute(tx);
    await sql`alter table audit disable trigger audit_append_only`.execute(tx);
    const { rows } = await sql<{ hash: Buffer }>`select hash from audit where seq = ${seq - 1}`.execute(tx);
    await sql`delete from audit where seq >= ${seq}`.execute(tx);
    await sql`update audit_head set seq = ${seq - 1}, hash = ${rows[0]!.hash}`.execute(tx);
    await sql`alter table audit enable trigger audit_append_only`.execute(tx);
  });
  await house.write(async (tx) =>
    appendAudit(tx, { streetId: STREET, accountId: null, sessionId: null }, [
      { act: "test.forged", noun: "test", id: null },
    ]),
  );
  expect(await verifyChain(house.floor, STREET)).toMatchObject({ ok: true });
  expect(await checkHeads(house.floor, file)).toMatchObject({ seq, reason: expect.stringContaining("重写") });
});
