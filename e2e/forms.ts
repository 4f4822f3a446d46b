/** How a person works the desk's widgets: what is seen is clicked, what is asked is typed. */
import type { Locator, Page } from "playwright-core";
import type { Paper } from "./papers.ts";

/** Opens the select that `label` names and takes the option with exactly these words; `typed` narrows it first. */
export async function choose(
  scope: Page | Locator,
  label: string | RegExp,
  option: string,
  typed?: string,
): Promise<void> {
  const page = "context" in scope ? scope : scope.page();
  const field = scope.getByRole("combobox", { name: label });
  // The words of the choice lie over the input and take the click, as they do for a mouse.
  await field.locator("xpath=ancestor::div[contains(concat(' ', @class, ' '), ' ant-select ')]").click();
  if (typed !== undefined) await field.fill(typed);
  const list = page.locator(".ant-select-dropdown:not(.ant-select-dropdown-hidden)");
  const item = list.locator(".ant-select-item-option").filter({ hasText: option }).first();
  await item.click();
  // The list folds up, or, where several may be taken, shows that this one is.
  const taken = list.locator(".ant-select-item-option-selected").filter({ hasText: option }).first();
  await Promise.any([item.waitFor({ state: "hidden" }), taken.waitFor()]).catch(() => {
    throw new Error(`the list of ${String(label)} does not take ${option}`);
  });
}

/** Hands a file to the upload field of the page. */
export async function handIn(scope: Page | Locator, paper: Paper): Promise<void> {
  await scope.locator("input[type=file]").setInputFiles(paper);
}

/** The button with these words, however the page spaces its letters and whatever its icon is called. */
export function button(scope: Page | Locator, words: string): Locator {
  return scope.getByRole("button", { name: new RegExp(`(?:^|\\s)${[...words].join("\\s*")}$`) });
}

/** The dialog on top. */
export const dialog = (page: Page, title: string | RegExp): Locator =>
  page.getByRole("dialog", { name: title });

/** Signs in on the desk's or the phone's page. */
export async function signIn(page: Page, login: string, password: string): Promise<void> {
  await page.getByLabel("账号", { exact: true }).fill(login);
  await page.getByLabel("密码", { exact: true }).fill(password);
  await button(page, "登录").click();
}
