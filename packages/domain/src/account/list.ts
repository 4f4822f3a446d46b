import { z } from "zod";
import { roleNames, roles } from "../access/index.ts";
import type { AccountView } from "./schema.ts";

/** 账号列表的列 */
export const accountColumns = {
  login: "账号",
  name: "姓名",
  post: "单位和职务",
  grants: "岗位",
  created: "建立",
  state: "状态",
} as const;

export const AccountFilter = z.object({
  state: z.enum(["active", "disabled"]).optional(),
  role: z.enum(roleNames).optional(),
});
type AccountFilter = z.output<typeof AccountFilter>;

/** The accounts that a filter leaves, in the order given. */
export const filterAccounts = <A extends AccountView>(
  accounts: readonly A[],
  { state, role }: AccountFilter,
): A[] =>
  accounts.filter(
    ({ disabledAt, grants }) =>
      (state === undefined || (state === "active") === (disabledAt === null)) &&
      (role === undefined || grants.some((grant) => grant.role === role)),
  );

/** 岗位 in words: 振兴社区 社区书记、派出所 */
export const grantsInWords = ({ grants }: Pick<AccountView, "grants">): string =>
  grants
    .map(({ role, communityName }) => (communityName ? `${communityName} ${roles[role]}` : roles[role]))
    .join("、");
