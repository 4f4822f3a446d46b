/** How a worker records on the phone. */
import type { Page } from "playwright-core";
import type { NotedRecords, OutcomeWord } from "./noted-records.ts";

/** A place as the zone's page shows it, and its path below the street. */
export interface Door {
  cell: string;
  path: string;
}

/** Opens the sheet of a place, unfolding its building first where it is folded. */
export async function openDoor(page: Page, group: string, cell: string): Promise<void> {
  const door = page.getByRole("button", { name: new RegExp(`^${cell}，`) });
  const building = page.locator(".building").filter({ has: page.getByText(group, { exact: true }) });
  await building.first().waitFor();
  for (const head of await building.locator(".building-head[aria-expanded=false]").all()) await head.click();
  await door.first().click();
  await page.getByRole("dialog", { name: cell }).waitFor();
}

/** One tap on an outcome of the open sheet records and closes it. */
export async function chooseOutcome(page: Page, outcome: OutcomeWord): Promise<void> {
  const sheet = page.getByRole("dialog");
  await sheet.getByRole("button", { name: outcome, exact: true }).click();
  await sheet.waitFor({ state: "hidden" });
}

/** Records a visit and notes it. */
export async function visit(
  page: Page,
  group: string,
  door: Door,
  outcome: OutcomeWord,
  noted: NotedRecords,
  by: string,
): Promise<void> {
  await openDoor(page, group, door.cell);
  await chooseOutcome(page, outcome);
  noted.visit(door.path, outcome, by);
  await page.getByRole("status").filter({ hasText: outcome }).waitFor();
}

/** Until nothing is left on the phone. A record waits some seconds in which it may be taken back. */
export async function untilSent(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^已发完/ }).waitFor({ timeout: 60_000 });
}
