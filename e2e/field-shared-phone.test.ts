/**
 * Two people, one phone, no signal. Each records under a lock of their own; the one who is still there at the end sends
 * what the other left, without being able to read it; and whoever takes the phone apart reads nothing.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, onTestFailed, test } from "vitest";
import { Served } from "../packages/server/test/served.ts";
import { askAs } from "./ask-as.ts";
import { button, signIn } from "./forms.ts";
import { gatherPeople, type People, type Person } from "./people.ts";
import { photograph } from "./papers.ts";
import { beginOnPhone, enterPin, openScreen, unlock, untilSent } from "./phone.ts";
import { faultsOfScreen } from "./screen-faults.ts";
import { makeSmallStreet, type SmallStreet } from "./small-street.ts";

const WORKER = "方一舟";
const COLLEAGUE = "唐思远";
const COLLEAGUE_PIN = "739206";
const NOTES = { worker: "北窗台两只空花盆", colleague: "东墙根新翻过土" };
const MINUTE = 60_000;

const dataDir = mkdtempSync(join(tmpdir(), "lingzhu-shared-"));
const served = new Served(dataDir);
let street: SmallStreet;
let people: People;
let phone: Person;
let page: Page;
let broken: string | null = null;
const url = (path: string) => `${served.address}${path}`;

beforeAll(async () => {
  await served.start();
  [street, people] = await Promise.all([makeSmallStreet(served.address, served.setupCode!), gatherPeople()]);
  phone = await people.withPhone("shared phone", url("/field/"));
  page = phone.page;
  await page.clock.install();
  await page.reload();
});
afterAll(async () => {
  await people?.close();
  await served.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Each chapter goes on from the one before. */
beforeEach(({ task }) => {
  if (broken) throw new Error(`the chapter before did not end well: ${broken}`);
  onTestFailed(async () => {
    broken ??= task.name;
    process.stderr.write(
      `pictures: ${await people.photographAll("shared phone")}\n${people.faults.join("\n")}\n`,
    );
  });
});

/** The sheet of a door that nobody has seen yet, with its note unfolded. */
async function openUnseen(): Promise<Locator> {
  await openScreen(page, `/field/zones/${street.zoneId}`);
  await page.locator(".building-head").first().waitFor();
  const unseen = page.getByRole("button", { name: /，未查/ });
  while ((await unseen.count()) === 0)
    await page.locator(".building-head[aria-expanded=false]").first().click();
  await unseen.first().click();
  const sheet = page.getByRole("dialog");
  await sheet.getByRole("button", { name: "备注" }).click();
  return sheet;
}

/** Records there with a note, and a photograph if wanted. */
async function recordUnseen(note: string, withPicture: boolean): Promise<void> {
  const sheet = await openUnseen();
  await sheet.getByLabel("备注", { exact: true }).fill(note);
  if (withPicture) {
    await sheet.locator("input[type=file]").setInputFiles(photograph("door.png", [90, 90, 160]));
    await sheet.getByRole("button", { name: "照片 1" }).waitFor();
  }
  await sheet.getByRole("button", { name: "已查", exact: true }).click();
  await sheet.waitFor({ state: "hidden" });
}

/** Everything that the browser has stored for this page, as one text. */
const everythingStored = () =>
  page.evaluate(async () => {
    const texts: string[] = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })];
    const shown = (value: unknown): unknown => {
      if (value instanceof ArrayBuffer) return shown(new Uint8Array(value));
      if (value instanceof Uint8Array)
        return [
          new TextDecoder("utf-8").decode(value),
          new TextDecoder("utf-16le").decode(value.slice(0, value.length & ~1)),
        ];
      if (value instanceof CryptoKey) return value.extractable ? "a key that can be exported" : "key";
      if (Array.isArray(value)) return value.map(shown);
      if (value && typeof value === "object")
        return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, shown(part)]));
      return value;
    };
    for (const { name } of await indexedDB.databases()) {
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name!);
        request.addEventListener("success", () => resolve(request.result));
        request.addEventListener("error", () => reject(request.error));
      });
      for (const store of db.objectStoreNames) {
        const rows = await new Promise<unknown[]>((resolve, reject) => {
          const request = db.transaction(store).objectStore(store).getAll();
          request.addEventListener("success", () => resolve(request.result));
          request.addEventListener("error", () => reject(request.error));
        });
        texts.push(JSON.stringify({ store, rows: rows.map(shown) }));
      }
      db.close();
    }
    return texts.join("\n");
  });

/** What the office counts in the zone, and who recorded each note. */
async function recordsAtOffice(): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const get = async <T>(path: string) =>
    (await (await askAs(served.address, street.office, path)).json()) as T;
  const { items } = await get<{ items: { id: string; kind: string }[] }>("/api/places?limit=500");
  for (const { id, kind } of items) {
    if (kind !== "household" && kind !== "plot") continue;
    const story = JSON.stringify(await get<unknown>(`/api/places/${id}/timeline`));
    for (const note of Object.values(NOTES)) if (story.includes(note)) found.set(note, story);
  }
  return found;
}

test("each of two people records without signal, under a lock of their own, and nothing is lost", async () => {
  await beginOnPhone(page, street.worker.login, street.worker.password);
  await openScreen(page, `/field/zones/${street.zoneId}`);
  await page
    .getByRole("button", { name: /，未查/ })
    .first()
    .waitFor();
  // A second person joins, while there is still signal.
  await openScreen(page, "/field/me");
  await button(page, "换人用这部手机").click();
  await button(page, "其他人登录").click();
  await beginOnPhone(page, street.colleague.login, street.colleague.password, COLLEAGUE_PIN);
  await openScreen(page, `/field/zones/${street.zoneId}`);
  await page
    .getByRole("button", { name: /，未查/ })
    .first()
    .waitFor();

  await phone.setOffline(true);
  await recordUnseen(NOTES.colleague, false);
  await page.getByRole("button", { name: /^1 条待发/ }).waitFor();
  await openScreen(page, "/field/me");
  await button(page, "换人用这部手机").click();
  await page.getByRole("button", { name: new RegExp(WORKER) }).click();
  // Her PIN is not his.
  await enterPin(page, COLLEAGUE_PIN);
  await page.getByText("PIN 不对").waitFor();
  await unlock(page, WORKER);
  await page.getByRole("button", { name: /^已发完/ }).waitFor();
  await recordUnseen(NOTES.worker, true);
  await page.getByRole("button", { name: /^2 条待发/ }).waitFor();
  expect(await page.getByText(NOTES.colleague).count()).toBe(0);
});

test("locks itself after ten minutes, and gives back what was being typed", async () => {
  const sheet = await openUnseen();
  await sheet.getByLabel("备注", { exact: true }).fill("还没登记完");
  await page.clock.runFor(11 * MINUTE);
  await page.getByRole("heading", { name: WORKER }).waitFor();
  expect(await page.locator("textarea").isVisible()).toBe(false);
  expect(await faultsOfScreen(page, 56)).toEqual([]);
  await enterPin(page);
  expect(await sheet.getByRole("textbox", { name: "备注" }).inputValue()).toBe("还没登记完");
  await sheet.getByRole("button", { name: "关闭" }).click();
});

test("says nothing to whoever takes the phone apart", async () => {
  const stored = await everythingStored();
  expect(stored).toContain('"store":"entries"');
  for (const words of [...Object.values(NOTES), "还没登记完", "checked", "1单元", "汴河花园", street.doorId])
    expect([words, stored.includes(words)]).toEqual([words, false]);
  expect(stored).not.toContain("can be exported");
});

test("one sends the other's records without reading them, and the office has all of them under the right names", async () => {
  await phone.setOffline(false);
  await untilSent(page);
  await openScreen(page, "/field/me");
  await page.getByText(`${COLLEAGUE}还有 1 条没发`).waitFor();
  await button(page, "代为发送 1 条").click();
  await page.getByText("已代发 1 条").waitFor();
  const found = await recordsAtOffice();
  expect([...found.keys()].sort()).toEqual(Object.values(NOTES).sort());
  expect(found.get(NOTES.colleague)).toContain(COLLEAGUE);
  expect(found.get(NOTES.worker)).toContain(WORKER);

  await button(page, "换人用这部手机").click();
  await page.getByRole("button", { name: new RegExp(COLLEAGUE) }).click();
  await unlock(page, COLLEAGUE, COLLEAGUE_PIN);
  await untilSent(page);
  await openScreen(page, "/field/me");
  await page.getByRole("heading", { name: "最近已送达" }).waitFor();
  expect(people.faults.splice(0)).toEqual([]);
});

test("a forgotten PIN is set anew with the password, and the records are still there", async () => {
  await phone.setOffline(true);
  await recordUnseen("第二天的备注", false);
  await phone.setOffline(false);
  await page.reload();
  await page.getByRole("button", { name: new RegExp(COLLEAGUE) }).click();
  await button(page, "忘记 PIN").click();
  await page.getByLabel("密码", { exact: true }).fill(street.colleague.password);
  await button(page, "登录").click();
  await page.getByRole("heading", { name: "设一个 6 位 PIN" }).waitFor();
  await enterPin(page, "305948");
  await enterPin(page, "305948");
  await page.getByRole("navigation", { name: "主要页面" }).waitFor();
  await untilSent(page);
});

/** At the office's desk, about the colleague's registration in that state. */
async function decide(desk: Page, state: RegExp, decision: string, reason: string): Promise<void> {
  const row = desk.getByRole("row", { name: new RegExp(COLLEAGUE) }).filter({ hasText: state });
  await row.getByRole("button", { name: /操作/ }).click();
  await desk.getByRole("menuitem", { name: decision }).click();
  await desk.getByLabel("原因").fill(reason);
  await button(desk, decision).click();
  await desk.getByRole("dialog").waitFor({ state: "hidden" });
}

test("the office shuts the phone out for one of them; it says so, and keeps what is on it", async () => {
  const desk = await people.atDesk("office", url("/devices"));
  await signIn(desk.page, street.office.login, street.office.password);
  await decide(desk.page, /使用中/, "撤销", "手机丢失");
  await desk.page.getByRole("row", { name: new RegExp(`${COLLEAGUE}.*已撤销`) }).waitFor();

  await recordUnseen("撤销以后", false);
  await page.getByText("这部手机已被街道撤销").waitFor();
  await page.getByRole("button", { name: /^1 条待发/ }).waitFor();
  await button(page, "重新登录").click();
  await page.getByLabel("密码", { exact: true }).fill(street.colleague.password);
  await button(page, "登录").click();
  await page.getByRole("alert").getByText("已登记的都还在本机").waitFor();

  // The phone is back in the right hands: registered anew, with a new key, and what was on it goes out.
  await decide(desk.page, /已撤销/, "允许重新登记", "手机已找回");
  await button(page, "登录").click();
  await untilSent(page);
});
