/**
 * A whole day without signal: 300 visits and 40 photographs, the phone switched off in the middle of them; then the
 * signal comes back and the server dies in the middle of the upload, and the phone again. In the end the server has what
 * the phone recorded, by count and by digest, and nothing twice.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, onTestFailed, test } from "vitest";
import { Served } from "../packages/server/test/served.ts";
import { FieldPhone, type OutcomeWord } from "./field-phone.ts";
import { Line } from "./line.ts";
import { grass, largeLedgerRows } from "./papers.ts";
import { keptFacts, keptPhotographs } from "./server-side.ts";
import { makeSmallStreet, type SmallStreet } from "./small-street.ts";

const VISITS = 300;
const PHOTOGRAPHS = 40;
const dataDir = mkdtempSync(join(tmpdir(), "lingzhu-offline-"));
const served = new Served(dataDir);
let line: Line;
let street: SmallStreet;
let phone: FieldPhone;
let arranged: { facts: Set<string>; photographs: Set<string> };

beforeAll(async () => {
  await served.start();
  street = await makeSmallStreet(served.address, served.setupCode!, largeLedgerRows());
  line = new Line(served.address);
  await line.mend();
  arranged = {
    facts: new Set((await keptFacts(dataDir)).map(({ id }) => id)),
    photographs: new Set(keptPhotographs(dataDir)),
  };
  phone = new FieldPhone(line.address, street.worker.login, street.worker.password);
});
afterAll(async () => {
  await phone?.close();
  await line?.cut();
  await served.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const words: OutcomeWord[] = ["已查", "无人", "拒绝", "无法到达"];
const outcomeOf = { 已查: "checked", 无人: "no_one_in", 拒绝: "refused", 无法到达: "unreachable" } as const;
const planned = Array.from({ length: VISITS }, (_, i) => ({
  // Past the doors that the arrangement of the street has visited.
  door: () => street.doorIds[10 + i]!,
  outcome: words[i % 7 === 0 ? 1 : i % 31 === 0 ? 2 : i % 43 === 0 ? 3 : 0]!,
  picture:
    i % Math.floor(VISITS / PHOTOGRAPHS) === 3 && i / 7 < PHOTOGRAPHS ? grass(`door ${i}.png`, i) : undefined,
}));

test("a day without signal arrives whole and once", { timeout: 1_200_000 }, async () => {
  onTestFailed(async () => {
    const path = join(mkdtempSync(join(tmpdir(), "lingzhu-e2e-")), "phone.png");
    await phone.page.screenshot({ path }).catch(() => undefined);
    process.stderr.write(`picture: ${path}\n${phone.faults.join("\n")}\n`);
  });
  expect(planned.filter(({ picture }) => picture)).toHaveLength(PHOTOGRAPHS);

  // One visit online: sign in, see the zone, and the app is on the phone.
  await phone.open();
  await phone.enter();
  await phone.page.getByRole("button", { name: /振兴社区片/ }).click();
  await phone.page
    .getByText(/已查 \d+/)
    .first()
    .waitFor();
  await phone.untilReadyOffline();

  // The signal goes, and so does the phone: it starts again without, at the address of a door.
  await line.cut();
  await phone.kill();
  await phone.open(`/field/zones/${street.zoneId}`);
  await phone.enter();
  await phone.page
    .getByText(/已查 \d+/)
    .first()
    .waitFor();

  for (const [i, { door, outcome, picture }] of planned.entries()) {
    // At noon the battery is empty.
    if (i === VISITS / 2) {
      await phone.kill();
      await phone.open();
      await phone.enter();
      expect((await phone.held()).entries.filter(({ state }) => state === "waiting").length).toBe(
        i + planned.slice(0, i).filter((one) => one.picture).length,
      );
    }
    await phone.visit(street.zoneId, door(), outcome, picture);
  }
  const recorded = await phone.held();
  expect(recorded.entries.filter(({ state }) => state === "waiting")).toHaveLength(VISITS + PHOTOGRAPHS);
  expect(recorded.media).toBe(PHOTOGRAPHS);
  const recordedIds = recorded.entries.map(({ id }) => id).sort();

  // The signal is back. The server dies while it takes in the records, and again in the middle of a photograph.
  const port = Number(new URL(served.address).port);
  const restart = async () => {
    await served.killServer();
    await served.start(port);
  };
  let restarting: Promise<void> = Promise.resolve();
  const deaths = new Set<string>();
  line.expect(async ({ step, count }) => {
    const isSecondBatch = step === "POST /api/sync" && count === 2;
    const isMiddle = /^(PATCH|PUT) /.test(step) && count === 12;
    const name = isSecondBatch ? "records" : "photographs";
    if ((!isSecondBatch && !isMiddle) || deaths.has(name)) return "pass";
    deaths.add(name);
    setTimeout(() => void (restarting = restart()), 20);
    return isMiddle ? "half" : "pass";
  });
  await line.mend();
  await phone.signInAgainIfAsked();
  // A phone that has tried in vain for hours waits some minutes between two attempts; its carrier presses the button.
  const press = async () => {
    await phone.sendNow();
    // A browser that was killed right after it signed in may have lost its cookie with that.
    await phone.signInAgainIfAsked();
    return deaths.size;
  };
  await expect.poll(press, { timeout: 120_000 }).toBe(2);
  await restarting;
  // And the phone too, before the rest has gone.
  await phone.kill();
  expect(keptPhotographs(dataDir).length - arranged.photographs.size).toBeLessThan(PHOTOGRAPHS);
  await phone.open();
  await phone.enter();
  await phone.signInAgainIfAsked();
  await phone.untilSent();

  const facts = (await keptFacts(dataDir)).filter(({ id }) => !arranged.facts.has(id));
  expect(facts.map(({ id }) => id).sort()).toEqual(recordedIds);
  const visits = facts.filter(({ kind }) => kind === "visit");
  const saidOf = (one: { placeId: string | null; outcome: unknown }) =>
    `${one.placeId} ${String(one.outcome)}`;
  expect(visits.map(({ placeId, body }) => saidOf({ placeId, outcome: body["outcome"] })).sort()).toEqual(
    planned.map(({ door, outcome }) => saidOf({ placeId: door(), outcome: outcomeOf[outcome] })).sort(),
  );
  // The digests that the phone wrote into its facts are those of the bytes in the server's folder.
  const claimed = facts.filter(({ kind }) => kind === "photograph").map(({ body }) => String(body["sha256"]));
  expect(claimed).toHaveLength(PHOTOGRAPHS);
  const stored = keptPhotographs(dataDir).filter((digest) => !arranged.photographs.has(digest));
  expect(stored).toEqual(claimed.sort());
  expect(new Set(stored).size).toBe(PHOTOGRAPHS);
  expect(phone.faults).toEqual([]);
});
