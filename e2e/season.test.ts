/**
 * A whole season as people live it, in the browser: the office founds its street and reads in its plan and ledger,
 * two workers go out with phones, a poppy is found, pulled and looked after, and the closing report writes itself.
 * Every chapter goes on from the one before; what the people recorded is kept here, apart from the program, and
 * compared with what its pages, lists and documents say.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, test } from "vitest";
import { addDays, dayOf, longDay } from "@lingzhu/domain/kernel";
import { Served } from "../packages/server/test/served.ts";
import { askAs } from "./ask-as.ts";
import { button, choose, dialog, handIn, signIn } from "./forms.ts";
import { COMMUNITIES, ledgerOf, ledgerRows, photograph, planOf, STREET, type Community } from "./papers.ts";
import { gatherPeople, type People, type Person } from "./people.ts";
import { readReport, readSheet } from "./read-report.ts";
import { NotedRecords } from "./noted-records.ts";
import { beginOnPhone, untilSent, Walk } from "./phone.ts";
import { expectReport, expectUnseenSheet } from "./compare.ts";
import { makeTeam, makeZone, openAccount } from "./desk.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const PASSWORD = "spring-Garden-83";
const OFFICE = { name: "林晓岚", login: "linxiaolan" };
const STAFF = {
  secretary: {
    name: "夏禾书",
    login: "xiahe",
    post: "美庐社区书记",
    role: "社区书记",
    community: "美庐社区",
  },
  first: { name: "方一舟", login: "fangyizhou", post: "社区干部", role: "踏查人员", community: null },
  second: { name: "唐思远", login: "tangsiyuan", post: "禁毒社工", role: "踏查人员", community: null },
  police: { name: "雷正", login: "leizheng", post: "民警", role: "派出所", community: null },
  auditor: { name: "明鉴秋", login: "mingjian", post: "审计员", role: "审计员", community: null },
} as const;
const CADRE = "葛守田";

const rows = ledgerRows();
const noted = new NotedRecords(rows);
/** A story that would run into midnight begins after it, so that its first day is one day. */
const clock = { later: dayOf(Date.now() + HOUR_MS / 2) === dayOf(Date.now()) ? 0 : HOUR_MS };
const today = () => dayOf(Date.now() + clock.later);

const folder = mkdtempSync(join(tmpdir(), "lingzhu-season-"));
mkdirSync(join(folder, "data"));
const served = new Served(join(folder, "data"));
let people: People;
let office: Person;
let police: Person;
let broken: string | null = null;
/** Addresses that later chapters come back to. */
const at = { campaign: "", round: "", finding: "", number: "" };

/** Sets the clock of the server; browsers that come from then on have the same. */
function setClock(later: number): void {
  clock.later = later;
  writeFileSync(join(folder, "data", "demo.json"), JSON.stringify({ offsetMs: later }));
}

beforeAll(async () => {
  if (clock.later !== 0) setClock(clock.later);
  await served.start();
  people = await gatherPeople(clock);
});
afterAll(async () => {
  await people?.close();
  await served.stop();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(({ task }) => {
  if (broken) throw new Error(`the chapter before did not end well: ${broken}`);
  onTestFailed(async () => {
    broken ??= task.name;
    process.stderr.write(`pictures: ${await people.photographAll(task.name)}\n${people.faults.join("\n")}\n`);
  });
});

const url = (path: string) => `${served.address}${path}`;
/** A page's own answer from the server, under the cookies of that person. */
async function ask<T>(person: Person, path: string): Promise<T> {
  const response = await person.page.request.get(url(path));
  expect(response.status(), path).toBe(200);
  return (await response.json()) as T;
}
const statusOf = async (person: Person, path: string) => (await person.page.request.get(url(path))).status();

describe("a season", () => {
  test("the printed address leads to the first set-up", async () => {
    office = await people.atDesk("office", url(`/?setup=${served.setupCode}`));
    const { page } = office;
    await page.getByRole("heading", { name: "首次设置" }).waitFor();
    await choose(page, "所在街道、乡镇", "埇桥区", STREET);
    await page.getByLabel("您的姓名").fill(OFFICE.name);
    await page.getByLabel("账号", { exact: true }).fill(OFFICE.login);
    await page.getByLabel("密码", { exact: true }).fill(PASSWORD);
    await page.getByRole("button", { name: "完成设置" }).click();
    await page.getByRole("heading", { name: `${OFFICE.name}，${STREET}已经建好` }).waitFor();
  });

  test("the plan is read, corrected beside its text, and saved", async () => {
    const { page } = office;
    await button(page, "读入方案").click();
    await handIn(page, await planOf(today()));
    await page.getByRole("heading", { name: "核对方案" }).waitFor();
    expect(await page.getByLabel("标题").inputValue()).toContain("铲毒工作实施方案");
    await page.getByText("还有 1 处要补填或删除").waitFor();

    // The chair's name is masked in the document.
    const group = page.getByRole("region", { name: "领导小组" });
    const chair = group.getByLabel("姓名", { exact: true }).first();
    expect(await chair.inputValue()).toBe("");
    await chair.fill("温如玉");
    await page.getByText("已经填齐").waitFor();
    expect(await page.getByRole("region", { name: "阶段" }).getByLabel("阶段名称").count()).toBe(3);
    const names = page.getByRole("region", { name: "社区（村）" }).getByLabel("社区名称");
    expect(await Promise.all((await names.all()).map((name) => name.inputValue()))).toEqual([...COMMUNITIES]);

    await button(page, "保存方案").click();
    await page.getByText("温如玉").waitFor();
    at.campaign = new URL(page.url()).pathname;
    expect(at.campaign).toMatch(/^\/campaigns\/[\w-]{36}$/);
  });

  test("the ledger is mapped, tried and imported; the bad row stands aside with its reason", async () => {
    const { page } = office;
    await page.getByRole("link", { name: "台账" }).click();
    await page.getByRole("link", { name: "导入台账" }).first().click();
    await handIn(page, await ledgerOf(rows));
    await choose(page, /家里几口/, "人口数", "人口");
    await page.getByText("CGCS2000").first().click();
    await button(page, "试算").click();

    const confirm = page.getByRole("button", { name: `确认导入：新增 ${rows.length}、跳过 1 行` });
    const figures = page.locator(".import-figures");
    await figures.waitFor();
    expect((await figures.innerText()).replaceAll(/\s+/g, " ")).toContain(`将新增 ${rows.length}`);
    const badRow = page.locator(".ant-table-row", { hasText: String(rows.length + 2) });
    expect(await badRow.innerText()).toMatch(/门牌|室号/);
    expect(await ask<{ total: number }>(office, "/api/places?kind=household")).toMatchObject({ total: 0 });

    await confirm.or(page.getByRole("button", { name: /^确认导入/ })).click();
    await page.getByText("已新增").waitFor();
    const households = rows.filter(({ plot }) => plot === "").length;
    expect(await ask(office, "/api/places?kind=household")).toMatchObject({ total: households });
    expect(await ask(office, "/api/places?kind=plot")).toMatchObject({ total: rows.length - households });
  });

  test("accounts for those who take part", async () => {
    const { page } = office;
    await page.getByRole("link", { name: "人员与账号" }).click();
    await page.getByRole("button", { name: "登记人员" }).first().click();
    const registration = dialog(page, "登记人员");
    await registration.getByLabel("姓名").fill(CADRE);
    await registration.getByLabel("职务").fill("网格员");
    await button(registration, "登记").click();
    await registration.waitFor({ state: "hidden" });

    await page.getByRole("navigation", { name: "人员与账号" }).getByRole("link", { name: "账号" }).click();
    for (const one of Object.values(STAFF)) await openAccount(page, { ...one, password: PASSWORD });
  });

  test("a contract cadre answers for a building", async () => {
    const { page } = office;
    await page.getByRole("link", { name: "责任", exact: true }).click();
    await page.getByRole("tab", { name: "落实责任" }).click();
    await choose(page.getByRole("tabpanel", { name: "落实责任" }), "社区", "振兴社区");
    const house = page.getByRole("listbox", { name: "地点" }).getByRole("option", { name: /汴河花园 1号楼/ });
    await house.locator(".range-tick").click();
    await page.getByRole("heading", { name: /已选 1 处/ }).waitFor();
    await choose(page, "由谁负责", CADRE, CADRE);
    await button(page, "落实责任").click();
    await house.filter({ hasText: CADRE }).waitFor();

    const inHouse = rows.filter(
      ({ community, building }) => community === "振兴社区" && building === "1号楼",
    ).length;
    const gaps = await ask<{ households: { total: number; uncovered: number } }>(office, "/api/duties/gaps");
    expect(gaps.households.total - gaps.households.uncovered).toBe(inHouse);
    noted.answeredFor = (row) => row.community === "振兴社区" && row.building === "1号楼";
  });

  test("two teams, a round, a zone for each", async () => {
    const { page } = office;
    await page.getByRole("link", { name: "踏查", exact: true }).click();
    await page.getByRole("tab", { name: "踏查组" }).click();
    await makeTeam(page, "振兴一组", STAFF.first.name);
    await makeTeam(page, "环宇一组", STAFF.second.name);
    await page.getByRole("tab", { name: "轮次" }).click();
    await button(page, "新建轮次").first().click();
    await choose(dialog(page, "新建轮次"), "针对的生长阶段", "开花");
    await button(dialog(page, "新建轮次"), "建立并去划片").click();
    for (const [community, team] of [
      ["振兴社区", "振兴一组"],
      ["环宇社区", "环宇一组"],
    ] as const) {
      await makeZone(page, `${community}片`, community, team);
      noted.zones.set(`${community}片`, community);
    }
    at.round = new URL(page.url()).pathname;
    expect(at.round).toMatch(/^\/rounds\/[\w-]{36}$/);
  });

  test("the first phone sees its own zone only, records without signal and loses nothing", async () => {
    const phone = await people.withPhone("first phone", url("/field/"));
    const { page } = phone;
    await beginOnPhone(page, STAFF.first.login, PASSWORD);
    const asFirst = (path: string) =>
      askAs(served.address, { login: STAFF.first.login, password: PASSWORD }, path);
    await page.getByRole("button", { name: /振兴社区片/ }).waitFor();
    expect(await page.getByText("环宇社区片").count()).toBe(0);
    const zones = await ask<{ zones: { id: string; name: string }[] }>(office, `/api${at.round}`);
    const other = zones.zones.find(({ name }) => name === "环宇社区片")!.id;
    expect((await asFirst(`/api/field/zones/${other}`)).status).toBe(404);
    // The cookie of the phone alone, without its key, opens nothing.
    expect(await statusOf(phone, "/api/field/today")).toBe(401);

    await page.getByRole("button", { name: /振兴社区片/ }).click();
    const walk = new Walk(page, noted, STAFF.first.name);
    const house = "振兴社区 汴河花园 1号楼";
    await walk.visit(`${house} 1单元 101`, "已查");
    await walk.visit(`${house} 1单元 102`, "无人");
    await walk.visit(`${house} 1单元 201`, "拒绝");
    await walk.visit(`${house} 1单元 202`, "无法到达");
    await walk.visit("振兴社区 汴河花园 东侧绿化带", "已查");

    // A slip of the thumb, put right at once: the first record stays, but no longer counts.
    await walk.visit(`${house} 1单元 301`, "无人");
    await walk.correct(`${house} 1单元 301`, "无人", "已查");
    await page.getByRole("button", { name: "1单元 301，已查" }).waitFor();

    await phone.setOffline(true);
    await walk.visit(`${house} 2单元 101`, "已查");
    await walk.visit(`${house} 2单元 302`, "无人");
    await page.getByRole("button", { name: /\d+ 条待发/ }).waitFor();
    // Another screen and back, from what the phone keeps.
    await page.getByRole("button", { name: "我的" }).click();
    await page.getByRole("heading", { name: "还在本机" }).waitFor();
    await phone.setOffline(false);
    await untilSent(page);
    const day = await (await asFirst("/api/field/today")).json();
    expect(day).toMatchObject({
      zones: [
        {
          name: "振兴社区片",
          total: noted.in("振兴社区").length,
          seen: noted.withState("已查", "振兴社区").length,
        },
      ],
    });
  });

  test("the second phone reports a plant with three photographs; the police see it without asking again", async () => {
    police = await people.atDesk("police", url("/findings"));
    await signIn(police.page, STAFF.police.login, PASSWORD);
    await police.page.getByText("这一季还没有发现").waitFor();

    const phone = await people.withPhone("second phone", url("/field/"));
    const { page } = phone;
    await beginOnPhone(page, STAFF.second.login, PASSWORD);
    await page.getByRole("button", { name: /环宇社区片/ }).click();
    expect(await page.getByText("汴河花园").count()).toBe(0);
    const walk = new Walk(page, noted, STAFF.second.name);
    const wasteland = "环宇社区 环宇庄 庄西荒地";
    await walk.visit("环宇社区 环宇庄 1", "已查");
    await walk.visit("环宇社区 环宇庄 2", "无人");
    await walk.visit(wasteland, "已查");
    await walk.reportPlant(wasteland, "开花", 32);
    await police.page.getByRole("row", { name: /庄西荒地/ }).waitFor();
    await untilSent(page);
  });

  test("the police verify it and record the eradication before two witnesses", async () => {
    const { page } = police;
    await page
      .getByRole("row", { name: /庄西荒地/ })
      .getByRole("link")
      .first()
      .click();
    await page.waitForURL(/\/findings\/[\w-]{36}$/);
    at.finding = new URL(page.url()).pathname;
    await page.getByText("同时告知").waitFor();
    at.number = (await page.getByRole("heading", { level: 1 }).innerText()).replace("发现", "").trim();
    await page.locator(".photograph img").nth(2).waitFor();
    expect(await page.locator(".photograph img").count()).toBe(3);

    await button(page, "核实").click();
    await page.getByLabel("鉴别依据").fill("茎叶光滑无毛、被白粉，上部叶抱茎");
    await page.getByLabel("株数", { exact: true }).fill("30");
    await button(page, "下一步").click();
    await button(page, "确认核实").click();
    await page.getByText(/核实为罂粟/).waitFor();

    await button(page, "铲除").click();
    for (const [i, [name, post]] of [
      ["柳青山", "社区书记"],
      ["夏之恒", "居民代表"],
    ].entries()) {
      await page.getByPlaceholder(`第 ${i + 1} 名，姓名`).fill(name!);
      await page.getByPlaceholder("身份，例：社区干部").nth(i).fill(post!);
    }
    await page.getByLabel("铲除前照片").setInputFiles(photograph("before.png", [180, 40, 60]));
    await page.getByLabel("铲除后照片").setInputFiles(photograph("after.png", [110, 90, 60]));
    await page.getByRole("img", { name: "铲除后照片" }).waitFor();
    await button(page, "下一步").click();
    await button(page, "确认铲除").click();
    await page.getByText(/见证人：柳青山（社区书记）、夏之恒（居民代表）/).waitFor();
    noted.photographs += 2;
    noted.found = { community: "环宇社区", stems: 30 };
  });

  test("a re-visit too early is refused, in words and by the server", async () => {
    const { page } = police;
    const due = addDays(today(), 7);
    await page.getByText(`${longDay(due)}起可以回访。`).waitFor();
    await button(page, "回访").click();
    await button(page, "下一步").click();
    await page
      .getByRole("alert")
      .filter({ hasText: `回访应在${longDay(due)}当日或之后，过早看不出复生` })
      .waitFor();

    const event = { type: "revisit", day: today(), result: "clean", count: null };
    const refused = await page.evaluate(
      async ([path, id, event]) => {
        const body = JSON.stringify({ id, event });
        const answer = await fetch(path, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body,
        });
        return { status: answer.status, problem: (await answer.json()) as unknown };
      },
      [`/api${at.finding}/events`, "01a00000-0000-7000-8000-000000000001", event] as const,
    );
    expect(refused).toMatchObject({
      status: 409,
      problem: { code: "machine.refused", detail: expect.stringContaining("过早看不出复生") },
    });
  });

  test("eight days later the ground is clean, and the finding is closed", async () => {
    await people.leaveAll();
    const port = Number(new URL(served.address).port);
    await served.stop();
    setClock(clock.later + 8 * DAY_MS);
    await served.start(port);

    police = await people.atDesk("police", url(at.finding));
    await signIn(police.page, STAFF.police.login, PASSWORD);
    const { page } = police;
    await page.getByRole("heading", { name: `发现 ${at.number}` }).waitFor();
    await button(page, "回访").click();
    await button(page, "下一步").click();
    await button(page, "确认回访").click();
    await page.getByText(/回访，没有复生/).waitFor();
    await button(page, "办结").click();
    await page.getByLabel("办结说明").fill("按期回访无复生");
    await button(page, "下一步").click();
    await button(page, "确认办结").click();
    await button(page, "重新打开").waitFor();
    expect(await ask(police, `/api${at.finding}`)).toMatchObject({
      state: "closed",
      cleanRevisits: 1,
      eradicatedStems: 30,
    });
  });

  test("coverage, façade and unseen list say what was recorded", async () => {
    office = await people.atDesk("office", url(at.round));
    const { page } = office;
    await signIn(page, OFFICE.login, PASSWORD);
    for (const [kind, unit] of [
      ["household", "户"],
      ["plot", "块地"],
    ] as const) {
      const { total, seen } = noted.tally(kind);
      await page.locator(".coverage-sum", { hasText: `${seen} / ${total} ${unit}` }).waitFor();
      const left = new RegExp(`还有 ${total - seen}\\D.*没有查清`);
      await page.getByRole("link", { name: left }).first().waitFor();
    }
    await page
      .locator(".coverage-list")
      .getByRole("button", { name: /振兴社区/ })
      .click();
    await page
      .locator(".coverage-list")
      .getByRole("button", { name: /^1号楼/ })
      .click();
    const facade = page.getByRole("group", { name: /1号楼楼面/ });
    for (const row of noted.in("振兴社区").filter(({ building }) => building === "1号楼"))
      await facade
        .getByRole("button", { name: `${row.unit} ${row.door} ${noted.stateWord(row)}`, exact: true })
        .waitFor();

    await page.getByRole("tab", { name: "未查清单" }).click();
    await page.getByText(`共 ${noted.unseen("振兴社区").length} 处`).waitFor();
    await page.getByRole("group", { name: "社区" }).getByRole("button", { name: "全部" }).click();
    const unseen = noted.unseen();
    await page.getByText(`共 ${unseen.length} 处`).waitFor();
    const sheet = await readSheet(
      await office.download(() => page.getByRole("button", { name: /XLSX|导出/ }).click()),
    );
    expectUnseenSheet(sheet, noted, CADRE);
  });

  test("the closing report's numbers are those of the records", async () => {
    const { page } = office;
    await page.goto(url(at.campaign));
    await page.getByRole("link", { name: "总结报告" }).click();
    const report = readReport(
      await office.download(() => page.getByRole("button", { name: "下载 DOCX" }).click()),
    );
    expectReport(report, noted);

    interface Figures {
      totals: { visits: number; photographs: number; households: object };
      communities: { name: Community; visits: number }[];
    }
    const figures = await ask<Figures>(
      office,
      `/api/reports/closing?campaignId=${at.campaign.split("/").at(-1)}`,
    );
    expect(figures.totals).toMatchObject({ visits: noted.counted().length, photographs: noted.photographs });
    for (const one of figures.communities) expect(one.visits, one.name).toBe(noted.counted(one.name).length);
  });

  test("another community's secretary sees none of it, and an auditor no finding at all", async () => {
    const secretary = await people.atDesk("secretary", url("/findings"));
    await signIn(secretary.page, STAFF.secretary.login, PASSWORD);
    await secretary.page.getByText("这一季还没有发现").waitFor();
    await secretary.page.goto(url(at.finding));
    await secretary.page.getByRole("alert").waitFor();
    expect(await secretary.page.getByText("庄西荒地").count()).toBe(0);
    expect(await statusOf(secretary, `/api${at.finding}`)).toBe(404);
    expect(await ask(secretary, "/api/alerts")).toEqual([]);
    const roundId = at.round.split("/").at(-1);
    const seen = await ask<{ communities: { name: string }[] }>(
      secretary,
      `/api/coverage?roundId=${roundId}`,
    );
    expect(seen.communities.map(({ name }) => name)).toEqual([STAFF.secretary.community]);
    const unseen = await ask<{ total: number }>(secretary, `/api/coverage/unseen?roundId=${roundId}`);
    expect(unseen.total).toBe(noted.unseen(STAFF.secretary.community).length);

    const auditor = await people.atDesk("auditor", url(at.finding));
    await signIn(auditor.page, STAFF.auditor.login, PASSWORD);
    await auditor.page.getByRole("alert").waitFor();
    expect(await auditor.page.getByText("庄西荒地").count()).toBe(0);
    expect(await statusOf(auditor, `/api${at.finding}`)).toBe(403);
    expect(await statusOf(auditor, "/api/findings")).toBe(403);
  });

  test("no page complained at any time", () => {
    expect(people.faults).toEqual([]);
  });
});
