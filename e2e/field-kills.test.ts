/**
 * The steps of the upload in a real browser: at each, the phone is switched off or the server killed; then a day drawn
 * by a seed in which everything goes wrong, as long as LINGZHU_FIELD_FAULTS says.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, test } from "vitest";
import { Served } from "../packages/server/test/served.ts";
import { FieldPhone } from "./field-phone.ts";
import { Line, type Fate } from "./line.ts";
import { grass, largeLedgerRows } from "./papers.ts";
import { keptFacts, keptPhotographs } from "./server-side.ts";
import { makeSmallStreet, type SmallStreet } from "./small-street.ts";

const FAULTS = Number(process.env["LINGZHU_FIELD_FAULTS"] ?? 12);
const SEED = Number(process.env["LINGZHU_SEED"] ?? 20260418);
const dataDir = mkdtempSync(join(tmpdir(), "lingzhu-kills-"));
const served = new Served(dataDir);
let line: Line;
let street: SmallStreet;
let phone: FieldPhone;
let doors: Iterator<string>;
let pictures = 0;
/** What the server had before; every test adds to it. */
let known: { facts: Set<string>; photographs: Set<string> };

beforeAll(async () => {
  await served.start();
  street = await makeSmallStreet(served.address, served.setupCode!, largeLedgerRows());
  line = new Line(served.address);
  await line.mend();
  doors = street.doorIds.slice(10).values();
  phone = new FieldPhone(line.address, street.worker.login, street.worker.password);
  await phone.open();
  await phone.enter();
  await phone.page.getByRole("button", { name: /振兴社区片/ }).click();
  await phone.page
    .getByText(/已查 \d+/)
    .first()
    .waitFor();
  await phone.untilReadyOffline();
});
afterAll(async () => {
  await phone?.close();
  await line?.cut();
  await served.stop();
  rmSync(dataDir, { recursive: true, force: true });
});
beforeEach(async () => {
  known = {
    facts: new Set((await keptFacts(dataDir)).map(({ id }) => id)),
    photographs: new Set(keptPhotographs(dataDir)),
  };
  onTestFailed(async () => {
    const path = join(mkdtempSync(join(tmpdir(), "lingzhu-e2e-")), "phone.png");
    await phone.page.screenshot({ path }).catch(() => undefined);
    process.stderr.write(`picture: ${path}\n${phone.faults.join("\n")}\n`);
  });
});

const doorVisit = (picture = true) =>
  phone.visit(
    street.zoneId,
    doors.next().value!,
    "已查",
    picture ? grass("door.png", ++pictures, 480, 360) : undefined,
  );
const restartServer = async () => {
  await served.killServer();
  await served.start(Number(new URL(served.address).port));
};
const restartPhone = async () => {
  await phone.kill();
  await phone.open();
  await phone.enter();
};

/** Everything that was recorded since the test began has arrived, once, with the bytes that its facts name. */
async function expectArrived(visits: number, photographs: number): Promise<void> {
  const facts = (await keptFacts(dataDir)).filter(({ id }) => !known.facts.has(id));
  const ofKind = (kind: string) => facts.filter((fact) => fact.kind === kind);
  expect(ofKind("visit")).toHaveLength(visits);
  expect(new Set(ofKind("visit").map(({ placeId }) => placeId)).size).toBe(visits);
  const claimed = ofKind("photograph").map(({ body }) => String(body["sha256"]));
  expect(claimed).toHaveLength(photographs);
  expect(keptPhotographs(dataDir).filter((digest) => !known.photographs.has(digest))).toEqual(claimed.sort());
  expect(phone.faults).toEqual([]);
}

/** Steps of the upload; photographs go by PATCH to a server that resumes, by PUT to one that does not. */
const steps: [name: string, step: RegExp, fate: Fate][] = [
  ["records on their way", /^POST \/api\/sync/, "lost"],
  ["records taken, the receipts lost", /^POST \/api\/sync/, "unanswered"],
  ["an upload begun, its address lost", /^(POST \/api\/uploads|PUT)/, "unanswered"],
  ["half a photograph there", /^(PATCH|PUT)/, "half"],
  ["a photograph there, the word on it lost", /^(PATCH|PUT)/, "unanswered"],
];

describe.each(["the phone is switched off", "the server is killed", "the line breaks"])("%s", (who) => {
  test.each(steps)("with %s", { timeout: 240_000 }, async (_name, step, fate) => {
    let happened: Promise<void> | null = null;
    await line.cut();
    await doorVisit();
    line.expect(async (passing) => {
      if (happened || !step.test(passing.step)) return "pass";
      happened = new Promise((resolve, reject) => {
        setTimeout(() => {
          const end =
            who === "the phone is switched off"
              ? phone.kill()
              : who === "the server is killed"
                ? restartServer()
                : Promise.resolve();
          end.then(resolve, reject);
        }, 150);
      });
      return fate;
    });
    await line.mend();
    await phone.goTo("/field/me");
    await phone.signInAgainIfAsked();
    await phone.sendNow();
    await expect.poll(() => happened !== null, { timeout: 60_000, interval: 100 }).toBe(true);
    await happened;
    if (who === "the phone is switched off") {
      await phone.open();
      await phone.enter();
    }
    await phone.signInAgainIfAsked();
    await phone.untilSent();
    await expectArrived(1, 1);
  });
});

describe("a day drawn by a seed", () => {
  test(
    `loses and doubles nothing over ${FAULTS} faults`,
    { timeout: 120_000 + FAULTS * 60_000 },
    async () => {
      let state = SEED;
      const dice = (sides: number) => {
        state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x6d2b79f5) | 0;
        return ((state ^ (state >>> 13)) >>> 0) % sides;
      };
      const fates: Fate[] = ["pass", "pass", "pass", "lost", "half", "unanswered"];
      line.expect(() => fates[dice(fates.length)]!);
      let visits = 0;
      let photographs = 0;
      for (let fault = 0; fault < FAULTS; fault++) {
        for (let n = dice(3); n >= 0; n--) {
          const picture = dice(2) === 0;
          await doorVisit(picture);
          visits++;
          if (picture) photographs++;
        }
        switch (dice(4)) {
          case 0:
            await restartPhone();
            break;
          case 1:
            await restartServer();
            break;
          case 2:
            await line.cut();
            await restartPhone();
            await line.mend();
            break;
          default:
            await phone.sendNow();
        }
      }
      line.expect(() => "pass");
      await phone.goTo("/field/me");
      await phone.signInAgainIfAsked();
      await phone.untilSent();
      await expectArrived(visits, photographs);
    },
  );
});
