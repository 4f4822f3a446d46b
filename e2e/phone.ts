/** How a worker records on the phone. */
import type { Page } from "playwright-core";
import { button, signIn } from "./forms.ts";
import type { NotedRecords, OutcomeWord } from "./noted-records.ts";
import { photograph, type Row } from "./papers.ts";

/** The three views that a report asks for, each with a picture that is no other's. */
const VIEWS = [
  ["整株", [196, 30, 58]],
  ["叶", [70, 120, 70]],
  ["果或花", [120, 140, 90]],
] as const;

/** A place as the cell of its building or lane says it. */
const cellOf = (row: Row) => row.plot || [row.unit, row.door].filter(Boolean).join(" ");
export const PIN = "482917";

/** Six digits on the pad, with the thumb. */
export async function enterPin(page: Page, pin = PIN): Promise<void> {
  const keys = page.getByRole("group", { name: "数字键" });
  for (const digit of pin) await keys.getByRole("button", { name: digit, exact: true }).click();
}

/** The first time on a phone: password, then a PIN, twice. */
export async function beginOnPhone(page: Page, login: string, password: string, pin = PIN): Promise<void> {
  await signIn(page, login, password);
  await page.getByRole("heading", { name: "设一个 6 位 PIN" }).waitFor();
  await enterPin(page, pin);
  await page.getByRole("heading", { name: "再输一次" }).waitFor();
  await enterPin(page, pin);
  await atWork(page);
}

/** Every other time. */
export async function unlock(page: Page, name: string, pin = PIN): Promise<void> {
  await page.getByRole("heading", { name }).waitFor();
  await enterPin(page, pin);
  await atWork(page);
}

const atWork = (page: Page) => page.getByRole("navigation", { name: "主要页面" }).waitFor();

/** Another page of the field app without loading it anew, which would ask for the PIN. */
export async function openScreen(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState({ depth: 1 }, "", to);
    dispatchEvent(new PopStateEvent("popstate"));
  }, path);
}

/** One worker on the page of a zone; what is recorded is noted too. Places are known by their path in the ledger. */
export class Walk {
  readonly #page: Page;
  readonly #noted: NotedRecords;
  readonly #by: string;

  constructor(page: Page, noted: NotedRecords, by: string) {
    this.#page = page;
    this.#noted = noted;
    this.#by = by;
  }

  async visit(path: string, outcome: OutcomeWord): Promise<void> {
    await this.#open(path);
    await this.#choose(outcome);
    this.#noted.visit(path, outcome, this.#by);
    await this.#shown(path);
  }

  /** Puts right what has just been recorded, while the phone still offers it. */
  async correct(path: string, wrong: OutcomeWord, right: OutcomeWord): Promise<void> {
    const offered = button(this.#page, "更正");
    // The word after a record offers it for some seconds; the sheet of the place offers it for good.
    if (await offered.isVisible()) await offered.click({ timeout: 5_000 }).catch(() => undefined);
    const asked = this.#page.getByText(`更正「${wrong}」`);
    if (
      !(await asked.waitFor({ timeout: 5_000 }).then(
        () => true,
        () => false,
      ))
    ) {
      await this.#open(path);
      await button(this.#page, "登错了，更正").click();
    }
    await asked.waitFor();
    await this.#choose(right);
    this.#noted.correct(path, right, this.#by);
    await this.#shown(path);
  }

  /** From the sheet of a place through the five steps, until the server has taken it. */
  async reportPlant(path: string, stage: string, stems: number): Promise<void> {
    const page = this.#page;
    await this.#open(path);
    await page.getByRole("dialog").getByRole("button", { name: "发现" }).click();
    await page.getByRole("button", { name: /刚才打开的地点/ }).click();
    await button(page, "下一步").click();
    await page.getByRole("button", { name: new RegExp(stage) }).click();
    await button(page, "下一步").click();
    await page.getByLabel("株数").fill(String(stems));
    await button(page, "下一步").click();
    for (const [view, colour] of VIEWS) {
      const heading = page.getByRole("heading", { name: view, exact: true });
      const frame = page.locator(".shot-frame").filter({ has: heading });
      await frame.locator("input[type=file]").setInputFiles(photograph(`${view}.png`, colour));
      await frame.getByRole("img", { name: `${view} 1` }).waitFor();
    }
    await button(page, "下一步").click();
    await button(page, "上报").click();
    await page.getByRole("heading", { name: "已送达" }).waitFor();
    this.#noted.photographs += VIEWS.length;
  }

  /** Until the place wears the state of what was noted. */
  async #shown(path: string): Promise<void> {
    const row = this.#noted.rowAt(path);
    const words = `${cellOf(row)}，${this.#noted.stateWord(row)}`;
    await this.#page.getByRole("button", { name: words }).waitFor();
  }

  /** Opens the sheet of a place, unfolding its building first where it is folded. */
  async #open(path: string): Promise<void> {
    const row = this.#noted.rowAt(path);
    const group = [row.compound, row.building].filter(Boolean).join(" ");
    const cell = cellOf(row);
    const building = this.#page
      .locator(".building")
      .filter({ has: this.#page.getByText(group, { exact: true }) });
    await building.first().waitFor();
    for (const head of await building.locator(".building-head[aria-expanded=false]").all())
      await head.click();
    await this.#page.getByRole("button", { name: new RegExp(`^${cell}，`) }).click();
    await this.#page.getByRole("dialog", { name: cell }).waitFor();
  }

  /** One tap on an outcome of the open sheet records and closes it. */
  async #choose(outcome: OutcomeWord): Promise<void> {
    const sheet = this.#page.getByRole("dialog");
    await sheet.getByRole("button", { name: outcome, exact: true }).click();
    await sheet.waitFor({ state: "hidden" });
  }
}

/** Until nothing is left on the phone. A record waits some seconds in which it may be taken back. */
export async function untilSent(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^已发完/ }).waitFor({ timeout: 60_000 });
}
