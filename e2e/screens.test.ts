/** Every main page of a street in its season, at the two sizes that are promised: nothing clipped, broken or too small. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFailed, test } from "vitest";
import { Served } from "../packages/server/test/served.ts";
import { signIn } from "./forms.ts";
import { gatherPeople, type People, type Person } from "./people.ts";
import { beginOnPhone, openScreen } from "./phone.ts";
import { makeSmallStreet, type SmallStreet } from "./small-street.ts";
import { faultsOfScreen, settled } from "./screen-faults.ts";

const dataDir = mkdtempSync(join(tmpdir(), "lingzhu-screens-"));
const served = new Served(dataDir);
let street: SmallStreet;
let people: People;
const url = (path: string) => `${served.address}${path}`;

beforeAll(async () => {
  await served.start();
  [street, people] = await Promise.all([makeSmallStreet(served.address, served.setupCode!), gatherPeople()]);
});
afterAll(async () => {
  await people?.close();
  await served.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Each page with words that stand on it when it is there. */
const desk: [name: string, path: (street: SmallStreet) => string, words: RegExp][] = [
  ["overview", () => "/overview", /没有查清|未查/],
  ["campaigns", () => "/campaigns", /铲毒工作实施方案/],
  ["campaign", ({ campaignId }) => `/campaigns/${campaignId}`, /温如玉/],
  ["report", ({ campaignId }) => `/campaigns/${campaignId}/report`, /各轮踏查/],
  ["duty", () => "/duty", /无人包保/],
  ["duty assignment", () => "/duty?tab=assign", /落实责任/],
  ["ledger", () => "/ledger", /振兴社区/],
  ["place", ({ doorId }) => `/places/${doorId}`, /踏查|登记/],
  ["rounds", () => "/rounds", /第一轮踏查/],
  ["coverage", ({ roundId }) => `/rounds/${roundId}`, /剩得多的在前/],
  ["unseen", ({ roundId }) => `/rounds/${roundId}?tab=unseen`, /共 \d+ 处/],
  ["zones", ({ roundId }) => `/rounds/${roundId}?tab=zones`, /振兴社区片/],
  ["findings", () => "/findings", /-001/],
  ["finding", ({ findingId }) => `/findings/${findingId}`, /同时告知/],
  ["accounts", () => "/accounts", /方一舟/],
];
const phone: typeof desk = [
  ["today", () => "/field/", /振兴社区片/],
  ["zone", ({ zoneId }) => `/field/zones/${zoneId}`, /按楼栋/],
  ["record sheet", ({ zoneId, doorId }) => `/field/zones/${zoneId}/places/${doorId}`, /无法到达/],
  ["found", () => "/field/found", /在哪里/],
  ["guide", () => "/field/guide", /最可靠的两条/],
  ["finding", ({ findingId }) => `/field/findings/${findingId}`, /-001/],
  ["me", () => "/field/me", /记录都已送达|阳光下/],
];

function look(
  size: string,
  pages: typeof desk,
  arrive: () => Promise<Person>,
  open: (person: Person, path: string) => Promise<unknown>,
  leastTarget: number,
) {
  describe(size, () => {
    let person: Person;
    beforeAll(async () => {
      person = await arrive();
    });
    test.each(pages)("%s", async (name, path, words) => {
      onTestFailed(async () => void process.stderr.write(`pictures: ${await people.photographAll(name)}\n`));
      await open(person, path(street));
      await person.page.getByText(words).filter({ visible: true }).first().waitFor();
      await settled(person.page);
      expect(await faultsOfScreen(person.page, leastTarget)).toEqual([]);
      expect(people.faults.splice(0)).toEqual([]);
    });
    test("what is wrong is noticed", async () => {
      await person.page.evaluate(() => {
        const add = (element: HTMLElement, style: string) =>
          document.body.append(Object.assign(element, { style }));
        add(document.createElement("div"), "width: 3000px; height: 1px");
        add(
          Object.assign(document.createElement("button"), { textContent: "很长的字" }),
          "width: 20px; height: 30px; white-space: nowrap; overflow: hidden",
        );
        add(Object.assign(document.createElement("img"), { src: "data:image/png;base64,AAAA" }), "");
      });
      await settled(person.page);
      const faults = (await faultsOfScreen(person.page, leastTarget)).join("\n");
      expect(faults).toMatch(/px wide in a window of/);
      expect(faults).toMatch(/words cut off in .*很长的字/);
      expect(faults).toMatch(/picture did not come/);
      if (leastTarget > 0) expect(faults).toMatch(/only 30 px high: .*很长的字/);
    });
  });
}

look(
  "desk, 1366 × 768",
  desk,
  async () => {
    const person = await people.atDesk("office", url("/"));
    await signIn(person.page, street.office.login, street.office.password);
    await person.page.getByRole("navigation", { name: "主菜单" }).waitFor();
    return person;
  },
  (person, path) => person.page.goto(url(path)),
  0,
);
look(
  "phone, 360 × 640",
  phone,
  async () => {
    const person = await people.withPhone("worker", url("/field/"));
    await beginOnPhone(person.page, street.worker.login, street.worker.password);
    return person;
  },
  (person, path) => openScreen(person.page, path),
  44,
);
