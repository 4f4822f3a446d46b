/** Lists and half-filled forms at the desk: what is shown is what is exported, and a reload loses nothing typed. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFailed, test } from "vitest";
import { Served } from "../packages/server/test/served.ts";
import { button, dialog, signIn } from "./forms.ts";
import { gatherPeople, type People, type Person } from "./people.ts";
import { readSheet } from "./read-report.ts";
import { makeSmallStreet, type SmallStreet } from "./small-street.ts";

const dataDir = mkdtempSync(join(tmpdir(), "lingzhu-lists-"));
const served = new Served(dataDir);
let street: SmallStreet;
let people: People;
let office: Person;
const url = (path: string) => `${served.address}${path}`;

beforeAll(async () => {
  await served.start();
  [street, people] = await Promise.all([makeSmallStreet(served.address, served.setupCode!), gatherPeople()]);
  office = await people.atDesk("office", url("/overview"));
  await signIn(office.page, street.office.login, street.office.password);
  await office.page.getByRole("navigation", { name: "主菜单" }).waitFor();
});
afterAll(async () => {
  await people?.close();
  await served.stop();
  rmSync(dataDir, { recursive: true, force: true });
});
const pictured = (name: string) =>
  onTestFailed(async () => void process.stderr.write(`pictures: ${await people.photographAll(name)}\n`));

/** Heads of the table on the page, those of actions left out. */
const headsShown = async (person: Person) =>
  (await person.page.locator(".ant-table-thead th").allInnerTexts())
    .map((words) => words.trim())
    .filter((words) => !["", "操作", "办理", "责任"].includes(words));
const exported = async (person: Person) => {
  const file = await person.download(() => person.page.getByRole("button", { name: "导出 XLSX" }).click());
  const sheet = await readSheet(file);
  return { heads: sheet[2]!, rows: sheet.slice(3) };
};

describe("a list", () => {
  test.each<[name: string, path: (street: SmallStreet) => string, hide: string | null, show: string | null]>([
    ["findings", () => "/findings", "渠道", "上报人"],
    ["unseen", ({ roundId }) => `/rounds/${roundId}?tab=unseen`, "去过", "类别"],
    ["places", () => "/ledger?kind=household", "坐标", "楼层"],
    ["people", () => "/people", "单位", null],
    ["accounts", () => "/accounts", "单位和职务", null],
  ])("of %s gives the columns that are shown", async (name, path, hide, show) => {
    pictured(name);
    const { page } = office;
    await page.goto(url(path(street)));
    await page.locator(".ant-table-row").first().waitFor();
    const before = await headsShown(office);
    expect((await exported(office)).heads).toEqual(before);
    await page.getByRole("button", { name: "选择列" }).click();
    const choice = page.locator(".ant-popover:visible");
    for (const words of [hide, show])
      if (words) await choice.getByRole("checkbox", { name: words, exact: true }).click();
    await page.keyboard.press("Escape");
    const after = await headsShown(office);
    expect(after).not.toContain(hide);
    if (show) expect(after).toContain(show);
    const { heads, rows } = await exported(office);
    expect(heads).toEqual(after);
    // The unseen list says below its head how many there are; short lists are shown whole.
    const shown = await page.locator(".ant-table-row").count();
    expect(rows.filter((cells) => cells.length > 1)).toHaveLength(shown);
  });

  test("keeps a filter under a name, for this account, and in the address", async () => {
    pictured("saved filter");
    const { page } = office;
    await page.goto(url("/findings"));
    await page.getByRole("group", { name: "社区" }).getByRole("button", { name: "振兴社区" }).click();
    await page.waitForURL(/community=/);
    await page.getByRole("button", { name: "存为常用" }).click();
    await page.getByRole("textbox", { name: "常用筛选的名称" }).fill("振兴的");
    await page.getByRole("button", { name: "保存" }).click();
    await page.goto(url("/findings"));
    const kept = page
      .getByRole("group", { name: "常用筛选" })
      .getByRole("button", { name: "振兴的", exact: true });
    await kept.click();
    await page.waitForURL(/community=/);
    expect(await kept.getAttribute("aria-pressed")).toBe("true");
    await page.getByRole("button", { name: "不再保留「振兴的」" }).click();
    await page.goto(url("/findings"));
    await page.locator(".ant-table-row").first().waitFor();
    expect(await page.getByRole("button", { name: "振兴的" }).count()).toBe(0);
  });

  test("is walked with the arrow keys", async () => {
    pictured("keys");
    const { page } = office;
    await page.goto(url(`/rounds/${street.roundId}?tab=unseen`));
    const links = page.locator(".ant-table-row a");
    await links.first().focus();
    await page.keyboard.press("ArrowDown");
    expect(await links.nth(1).evaluate((link) => link === document.activeElement)).toBe(true);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/places\//);
  });
});

describe("a half-filled form", () => {
  test("is there again after a reload, without what is sealed, until it is saved", async () => {
    pictured("person");
    const { page } = office;
    await page.goto(url("/people"));
    const form = dialog(page, "登记人员");
    await page.getByRole("button", { name: "登记人员" }).click();
    await form.getByLabel("姓名").fill("钟念安");
    await form.getByLabel("职务").fill("网格员");
    await form.getByLabel("电话").fill("13800001234");
    expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain("13800001234");
    await page.reload();
    await page.getByRole("button", { name: "登记人员" }).click();
    await form.getByText("已恢复上次没填完的内容").waitFor();
    expect(await form.getByLabel("姓名").inputValue()).toBe("钟念安");
    expect(await form.getByLabel("职务").inputValue()).toBe("网格员");
    expect(await form.getByLabel("电话").inputValue()).toBe("");
    await button(form, "登记").click();
    await form.waitFor({ state: "hidden" });
    await page.reload();
    await page.getByRole("button", { name: "登记人员" }).click();
    expect(await form.getByLabel("姓名").inputValue()).toBe("");
    await button(form, "取消").click();
  });

  test("of a finding opens where it was", async () => {
    pictured("finding");
    const { page } = office;
    await page.goto(url(`/findings/${street.findingId}`));
    await button(page, "核实").click();
    await page.getByLabel("鉴别依据").fill("茎叶光滑无毛，上部叶抱茎");
    await page.reload();
    await page.getByText("已恢复上次没填完的内容").waitFor();
    expect(await page.getByLabel("鉴别依据").inputValue()).toBe("茎叶光滑无毛，上部叶抱茎");
    await button(page, "清空重填").click();
    expect(await page.getByLabel("鉴别依据").inputValue()).toBe("");
  });

  test("of a round, a duty and a place too; signing out forgets them all", async () => {
    pictured("round");
    const { page } = office;
    await page.goto(url("/rounds"));
    await button(page, "新建轮次").click();
    await dialog(page, "新建轮次").getByLabel("名称").fill("补查轮");
    await page.reload();
    await button(page, "新建轮次").click();
    expect(await dialog(page, "新建轮次").getByLabel("名称").inputValue()).toBe("补查轮");

    await page.goto(url("/duty?tab=assign"));
    await page.getByRole("listbox", { name: "地点" }).locator(".range-tick").first().click();
    await page.getByRole("heading", { name: /已选 1 处/ }).waitFor();
    await page.reload();
    await page.getByRole("heading", { name: /已选 1 处/ }).waitFor();

    expect(await page.evaluate(() => sessionStorage.length)).toBeGreaterThan(0);
    await page.getByRole("button", { name: "林晓岚" }).click();
    await page.getByRole("menuitem", { name: "退出登录" }).click();
    await page.getByLabel("密码", { exact: true }).waitFor();
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
    await signIn(page, street.office.login, street.office.password);
    await page.getByRole("navigation", { name: "主菜单" }).waitFor();
  });
});

test("a place is retired with a reason, stands in the list, and is brought back", async () => {
  pictured("retired");
  const { page } = office;
  await page.goto(url(`/places/${street.doorId}`));
  await page.getByRole("heading", { level: 1, name: /101$/ }).waitFor();
  await page.getByRole("button", { name: /^注销/ }).click();
  await page.getByRole("dialog").getByLabel("原因").fill("已并入隔壁一户");
  await button(page.getByRole("dialog"), "注销").click();
  await page.getByText("注销：已并入隔壁一户").waitFor();
  await page.getByRole("navigation", { name: "主菜单" }).getByRole("link", { name: "台账" }).click();
  await page.getByRole("link", { name: "注销地点" }).click();
  const row = page.getByRole("row", { name: /已并入隔壁一户/ });
  await row.getByRole("button", { name: /^恢复/ }).click();
  await page.getByRole("dialog").getByLabel("原因").fill("核实仍有人住");
  await button(page.getByRole("dialog"), "恢复").click();
  await page.getByRole("heading", { name: "没有注销的地点" }).waitFor();
  await page.goto(url(`/places/${street.doorId}`));
  await page.getByText("恢复：核实仍有人住").waitFor();
});

test("no page complained at any time", () => {
  expect(people.faults).toEqual([]);
});
