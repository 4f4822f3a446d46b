/** What the office does again and again at its desk. */
import type { Page } from "playwright-core";
import { button, choose, dialog } from "./forms.ts";

export interface NewAccount {
  name: string;
  post: string;
  login: string;
  password: string;
  role: string;
  community: string | null;
}

/** On the list of accounts: an account for somebody new. */
export async function openAccount(page: Page, account: NewAccount): Promise<void> {
  await button(page, "新建账号").click();
  const form = dialog(page, "新建账号");
  await form.getByText("新人员").click();
  await form.getByLabel("姓名").fill(account.name);
  await form.getByLabel("职务").fill(account.post);
  await form.getByLabel("账号", { exact: true }).fill(account.login);
  await form.getByLabel("密码", { exact: true }).fill(account.password);
  await choose(form, "岗位", account.role);
  // The community of a post has no name of its own; it is the other select of its row.
  if (account.community) await choose(form.locator(".grant-row"), /^(?!岗位)/, account.community);
  await button(form, "建立账号").click();
  await form.waitFor({ state: "hidden" });
  await page.getByRole("cell", { name: account.login, exact: true }).waitFor();
}

/** On the list of teams: a team of one. */
export async function makeTeam(page: Page, name: string, member: string): Promise<void> {
  await button(page, "新建组").click();
  const form = dialog(page, "新建踏查组");
  await form.getByLabel("组名").fill(name);
  await choose(form, "组员", member, member);
  // Elsewhere on the form, so that the list of people folds up.
  await form.getByLabel("组名").click();
  await button(form, "建立").click();
  await page.getByRole("heading", { name }).waitFor();
}

/** On a round's zones: a whole community for one team. */
export async function makeZone(page: Page, name: string, community: string, team: string): Promise<void> {
  await button(page, "划一片").click();
  const form = dialog(page, "划一片");
  await form.getByLabel("片名").fill(name);
  await choose(form, "踏查组", team);
  await form.locator(".ant-tree-treenode", { hasText: community }).locator(".ant-tree-checkbox").click();
  await button(form, "建立").click();
  await page
    .getByRole("row", { name: new RegExp(name) })
    .getByText(team)
    .waitFor();
}
