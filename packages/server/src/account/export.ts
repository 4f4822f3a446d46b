import type { z } from "zod";
import {
  accountColumns,
  filterAccounts,
  grantsInWords,
  type AccountFilter,
  type AccountView,
} from "@lingzhu/domain/account";
import type { ColumnKey } from "@lingzhu/domain/kernel";
import type { Reading } from "../db/transact.ts";
import { listSheet, type ListColumns } from "../document/list-sheet.ts";
import type { FileAnswer } from "../http/route.ts";
import { listAccounts } from "./service.ts";

const columns: ListColumns<AccountView, typeof accountColumns> = {
  login: { width: 16, kind: "text", cell: (row) => row.login },
  name: { width: 12, kind: "text", cell: (row) => row.person.name },
  post: {
    width: 28,
    kind: "text",
    cell: ({ person }) => [person.organisation, person.post].filter(Boolean).join(" "),
  },
  grants: { width: 32, kind: "text", cell: grantsInWords },
  created: { width: 17, kind: "moment", cell: (row) => row.createdAt },
  state: { width: 10, kind: "text", cell: (row) => (row.disabledAt === null ? "使用中" : "已停用") },
};

/** Exactly the accounts that are shown. */
export const accountsXlsx = async (
  tx: Reading,
  filter: z.output<typeof AccountFilter>,
  shown: ColumnKey<typeof accountColumns>[] | undefined,
): Promise<FileAnswer> =>
  listSheet({
    title: "账号清单",
    asOf: tx.now,
    words: accountColumns,
    columns,
    shown,
    rows: filterAccounts(await listAccounts(tx), filter),
  });
