import { createHash, randomBytes } from "node:crypto";
import type { z } from "zod";
import type { FirstSetup } from "@lingzhu/domain/account";
import { problem } from "@lingzhu/domain/kernel";
import { createAccount } from "../account/service.ts";
import { startSession } from "../account/session.ts";
import { transact, type Floor } from "../db/transact.ts";
import { streetName } from "@lingzhu/domain/place";
import { loadDivisions } from "../place/divisions.ts";
import { insertStreet } from "./store.ts";

const hashOf = (code: string) => createHash("sha256").update(code).digest();

export async function setupNeeded(floor: Floor): Promise<boolean> {
  const row = await floor.db.selectFrom("login").select("login").limit(1).executeTakeFirst();
  return row === undefined;
}

/** A fresh one-time code for the start window; earlier ones stop working. Null once somebody has an account. */
export async function newSetupCode(floor: Floor): Promise<string | null> {
  if (!(await setupNeeded(floor))) return null;
  const code = randomBytes(12).toString("base64url");
  await floor.db.transaction().execute(async (transaction) => {
    await transaction.deleteFrom("setupCode").where("usedAt", "is", null).execute();
    await transaction
      .insertInto("setupCode")
      .values({ codeHash: hashOf(code), createdAt: new Date(floor.now()) })
      .execute();
  });
  return code;
}

/** Throws unless the code is the one printed and nobody has set up yet. */
export async function requireSetupCode(floor: Floor, code: string): Promise<void> {
  if (!(await setupNeeded(floor))) throw problem("auth.setup-done");
  const row = await floor.db
    .selectFrom("setupCode")
    .select("usedAt")
    .where("codeHash", "=", hashOf(code))
    .executeTakeFirst();
  if (!row || row.usedAt !== null) throw problem("auth.setup-code");
}

/** Founds the street and its first account (系统管理员 and 街道禁毒办), uses up the code, and signs in. */
export async function firstSetup(floor: Floor, input: z.output<typeof FirstSetup>): Promise<string> {
  await requireSetupCode(floor, input.code);
  const divisions = loadDivisions();
  const division = divisions.street(input.streetCode);
  if (!division)
    throw problem("input.invalid", {
      issues: [{ path: "streetCode", reason: "全国行政区划代码里没有这个街道" }],
    });
  const region = divisions
    .ancestorsOf(division.code)
    .map((ancestor) => ancestor.name)
    .join("");
  const street = { code: division.code, name: streetName(division.name), region };
  const streetId = Number(street.code.padEnd(12, "0"));
  return transact(floor, { streetId, accountId: null, sessionId: null }, async (tx) => {
    // Claiming the code inside the transaction lets exactly one of two simultaneous requests through.
    const claimed = await tx.sql
      .updateTable("setupCode")
      .set({ usedAt: new Date(tx.now) })
      .where("codeHash", "=", hashOf(input.code))
      .where("usedAt", "is", null)
      .executeTakeFirst();
    if (claimed.numUpdatedRows !== 1n) throw problem("auth.setup-code");
    await insertStreet(tx, { ...street, demo: false });
    const { id } = await createAccount(tx, {
      login: input.login,
      password: input.password,
      person: { name: input.name, post: null, organisation: `${street.name}禁毒办`, communityId: null },
      grants: [
        { role: "administrator", communityId: null },
        { role: "office", communityId: null },
      ],
    });
    tx.audit({ act: "street.found", noun: "street", id: String(streetId), detail: { code: street.code } });
    return (await startSession(tx, id)).cookie;
  });
}
