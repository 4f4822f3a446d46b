import { expect, it } from "vitest";
import { conflictOf, roleNames } from "./index.ts";

it("keeps the reader of the audit out of everything that is audited", () => {
  for (const role of roleNames)
    expect([role, conflictOf(["auditor", role]) === null]).toEqual([role, role === "auditor"]);
});

it("keeps whoever gives out accounts from cases, in words that say what to do", () => {
  expect(conflictOf(["police", "office", "administrator"])).toBe(
    "系统管理员和派出所不能由同一个账号担任，请分给两个人",
  );
  // The first person of a small street begins as both.
  expect(conflictOf(["administrator", "office"])).toBeNull();
  expect(conflictOf([])).toBeNull();
});
