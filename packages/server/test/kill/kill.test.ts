/**
 * Acknowledged means kept: while phones send, the server and its database are killed at random, twenty times
 * (LINGZHU_KILLS), by a seeded schedule (LINGZHU_SEED). Afterwards every acknowledged fact is there, once; the audit
 * chain holds, and what was maintained equals what is rebuilt from facts.
 */
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { idSource } from "@lingzhu/domain/kernel";
import { verifyChain } from "../../src/audit/verify.ts";
import { connect } from "../../src/db/database.ts";
import { findRunning } from "../../src/db/embedded/index.ts";
import { read, transact } from "../../src/db/transact.ts";
import { layFloor } from "../../src/floor.ts";
import { derivedDigest, rebuild } from "../../src/sync/rebuild.ts";
import { Served } from "../served.ts";

const KILLS = Number(process.env["LINGZHU_KILLS"] ?? 20);
const SEED = Number(process.env["LINGZHU_SEED"] ?? 20260401);
const PHONES = 4;
const STREET = 341302007000;

const dataDir = mkdtempSync(join(tmpdir(), "lingzhu-kill-"));
const served = new Served(dataDir);
const newId = idSource(Date.now, randomBytes);
const dice = seeded(SEED);

let cookie = "";
beforeAll(async () => {
  await served.start();
  const response = await fetch(`${served.address}/api/setup`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      code: served.setupCode,
      login: "office",
      password: "quiet-Meadow-42",
      name: "李某",
      streetCode: "341302007",
    }),
  });
  expect(response.status).toBe(200);
  cookie = response.headers.get("set-cookie")!.split(";")[0]!;
});
afterAll(async () => {
  await served.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

it(`loses no acknowledged fact over ${KILLS} kills`, { timeout: 1_800_000 }, async () => {
  const acknowledged = new Set<string>();
  const stopped = new AbortController();
  const phones = Array.from({ length: PHONES }, async () => {
    let unsent: object & { id: string } = sighting();
    while (!stopped.signal.aborted) {
      if (await send(unsent)) {
        acknowledged.add(unsent.id);
        unsent = sighting();
      } else await sleep(50);
    }
  });
  for (let kill = 0; kill < KILLS; kill++) {
    const before = acknowledged.size;
    await until(() => acknowledged.size > before);
    await sleep(dice() * 300);
    if (dice() < 0.5) await served.killDatabase();
    else {
      await served.killServer();
      await served.start();
    }
  }
  const after = acknowledged.size;
  await until(() => acknowledged.size > after);
  stopped.abort();
  await Promise.all(phones);
  const connection = await connectRecovered();
  try {
    const floor = layFloor(connection.db, dataDir);
    const acting = { streetId: STREET, accountId: null, sessionId: null };
    const kept = await read(floor, acting, (tx) =>
      tx.sql.selectFrom("fact").select("id").where("streetId", "=", STREET).execute(),
    );
    const lost = [...acknowledged].filter((id) => !kept.some((fact) => fact.id === id));
    expect({ lost, acknowledged: acknowledged.size > KILLS }).toEqual({ lost: [], acknowledged: true });
    expect(kept.length - acknowledged.size).toBeLessThanOrEqual(PHONES);
    expect(await verifyChain(floor, STREET)).toMatchObject({ ok: true });
    const maintained = await read(floor, acting, derivedDigest);
    await transact(floor, acting, rebuild);
    expect(await read(floor, acting, derivedDigest)).toEqual(maintained);
  } finally {
    await connection.close();
  }
});

const sighting = () => ({
  id: newId(),
  kind: "sighting",
  deviceId: newId(),
  recordedAt: Date.now(),
  position: { lon: 116.96, lat: 33.64, accuracy: 9 },
  body: { source: "patrol", stage: "flowering", count: { method: "counted", stems: 3 } },
});

/** True once the server has said that it has the fact; a broken connection or a busy database says nothing. */
async function send(fact: { id: string }): Promise<boolean> {
  try {
    const response = await fetch(`${served.address}/api/sync`, {
      method: "POST",
      headers: { "content-type": "application/json", cookie },
      body: JSON.stringify({ facts: [fact] }),
      signal: AbortSignal.timeout(30_000),
    });
    if (!response.ok) return false;
    const { receipts } = (await response.json()) as { receipts: { result: string }[] };
    expect(["accepted", "known"]).toContain(receipts[0]!.result);
    return true;
  } catch (error) {
    if ((error as Error).name === "AssertionError") throw error;
    return false;
  }
}

async function until(condition: () => boolean): Promise<void> {
  const limit = Date.now() + 300_000;
  while (!condition()) {
    served.requireAlive();
    if (Date.now() > limit) throw new Error("nothing was acknowledged for five minutes");
    await sleep(20);
  }
}

const sleep = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms));

/** The last kill may have been the database's: asks until it has recovered, by the address that it has by then. */
async function connectRecovered(): Promise<ReturnType<typeof connect>> {
  const limit = Date.now() + 300_000;
  for (;;) {
    const running = await findRunning(dataDir);
    const connection = running && connect(running);
    try {
      if (connection) {
        await served.ready();
        await sql`select 1`.execute(connection.db);
        return connection;
      }
    } catch (error) {
      if (Date.now() > limit) throw error;
    }
    await connection?.close();
    if (Date.now() > limit) throw new Error("the database did not recover");
    await sleep(200);
  }
}

/** mulberry32: a small seeded generator, uniform in [0, 1). */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
