/** Every main page of a street in its season, at the two sizes that are promised: nothing clipped, broken or too small. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFailed, test } from "vitest";
import { Served } from "../packages/server/test/served.ts";
import { signIn } from "./forms.ts";
import { gatherPeople, type People, type Person } from "./people.ts";
import { beginOnPhone, openScreen, untilSent } from "./phone.ts";
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
  ["devices", () => "/devices", /登记过的手机/],
  ["own sessions", () => "/own-sessions", /正在使用/],
];
const baseMapPage: (typeof desk)[number] = ["base map", () => "/base-map", /正在使用/];
const doorCards: (typeof desk)[number] = [
  "door cards",
  ({ roundId, zoneId }) => `/rounds/${roundId}/zones/${zoneId}/door-cards`,
  /打印 \d+ 张/,
];
const phone: typeof desk = [
  ["today", () => "/field/", /振兴社区片/],
  ["zone", ({ zoneId }) => `/field/zones/${zoneId}`, /按楼栋/],
  ["record sheet", ({ zoneId, doorId }) => `/field/zones/${zoneId}/places/${doorId}`, /无法到达/],
  ["map", ({ zoneId }) => `/field/zones/${zoneId}?view=map`, /方的是住户/],
  ["scan", () => "/field/scan", /拍一张来认/],
  ["code", ({ doorId }) => `/field/q/${doorId}`, /无法到达/],
  ["code of elsewhere", () => "/field/q/0195a000-0000-7000-8000-00000000abcd", /不在您今天的片里/],
  ["notices", ({ zoneId, doorId }) => formOf("notices", zoneId, doorId), /选中 \d+ 户/],
  ["commitment", ({ zoneId, doorId }) => formOf("commitment", zoneId, doorId), /拍签好的承诺书/],
  ["added place", ({ zoneId, doorId }) => formOf("place-addition", zoneId, doorId), /门牌号/],
  ["publicity", () => "/field/record/publicity", /到场或覆盖人数/],
  ["seeds", () => "/field/record/seed-handover", /封签号/],
  ["tracks", () => "/field/tracks", /还没有轨迹/],
  ["own records", () => "/field/visits", /可信程度由定位/],
  ["found", () => "/field/found", /在哪里/],
  ["guide", () => "/field/guide", /最可靠的两条/],
  ["finding", ({ findingId }) => `/field/findings/${findingId}`, /-001/],
  ["me", () => "/field/me", /记录都已送达|阳光下/],
];

const formOf = (form: string, zoneId: string, placeId: string) =>
  `/field/record/${form}?zone=${zoneId}&place=${placeId}`;

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
  [...desk, baseMapPage, doorCards],
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

describe("the phone's forms", () => {
  let page: Page;
  beforeAll(async () => {
    ({ page } = await people.withPhone("another", url("/field/")));
    await beginOnPhone(page, street.worker.login, street.worker.password);
  });

  test("a filter and a search outlast the sheet of a door, Back, and another screen", async () => {
    await openScreen(page, `/field/zones/${street.zoneId}`);
    await page.getByLabel("只看").selectOption("unseen");
    await page.getByRole("searchbox").fill("bhhy2hl");
    await page.getByRole("button", { name: /^1单元 601，/ }).click();
    await page.getByRole("dialog", { name: "1单元 601" }).waitFor();
    await page.goBack();
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await page.getByRole("button", { name: "扫码" }).click();
    await page.getByRole("button", { name: "拍一张来认" }).waitFor();
    await page.goBack();
    expect(await page.getByLabel("只看").inputValue()).toBe("unseen");
    expect(await page.getByRole("searchbox").inputValue()).toBe("bhhy2hl");
    // The list and the map show the same: one building of two.
    expect(await page.locator(".building").count()).toBe(1);
  });

  test("notices of a whole stairway are one confirmation, and a record can be taken back with a reason", async () => {
    await openScreen(page, formOf("notices", street.zoneId, street.doorId));
    await page.getByRole("group", { name: "哪些户" }).getByRole("button", { name: "101" }).click();
    await page.getByRole("button", { name: /^登记这 \d+ 户$/ }).click();
    await page
      .getByRole("status")
      .filter({ hasText: /户告知书 张贴送达/ })
      .waitFor();
    await untilSent(page);
    await openScreen(page, "/field/visits");
    const record = page.getByRole("listitem").filter({ hasText: "102 告知书" });
    await record.getByRole("button").first().click();
    await record.getByRole("button", { name: "撤回这条" }).click();
    await page.getByRole("button", { name: "登错了地点" }).click();
    await page.getByRole("button", { name: "撤回", exact: true }).click();
    await record.getByText("已撤回").waitFor();
    await untilSent(page);
  });

  test("what a zone needs of the street's map is kept on the phone", async () => {
    await openScreen(page, `/field/zones/${street.zoneId}?view=map`);
    await page.getByText("方的是住户").waitFor();
    const kept = () =>
      page.evaluate(async () => (await (await caches.open("lingzhu-base-map")).keys()).length);
    // The directory, and the one picture that all tiles share.
    await expect.poll(kept, { timeout: 20_000 }).toBe(2);
  });
});
