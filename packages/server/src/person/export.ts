import type { z } from "zod";
import type { Scope } from "@lingzhu/domain/access";
import type { ColumnKey } from "@lingzhu/domain/kernel";
import { filterPeople, personColumns, type PersonFilter } from "@lingzhu/domain/person";
import { communitiesInScope } from "../coverage/store.ts";
import type { Reading } from "../db/transact.ts";
import { listSheet } from "../document/list-sheet.ts";
import type { FileAnswer } from "../http/route.ts";
import { listPeople } from "./service.ts";

/** Exactly the people that are shown; phones are masked as on the screen. */
export async function peopleXlsx(
  tx: Reading,
  scope: Scope,
  filter: z.output<typeof PersonFilter>,
  shown: ColumnKey<typeof personColumns>[] | undefined,
): Promise<FileAnswer> {
  const names = new Map((await communitiesInScope(tx, scope)).map(({ id, name }) => [id, name]));
  const nameOf = (id: string) => names.get(id) ?? null;
  return listSheet({
    title: "人员名单",
    asOf: tx.now,
    words: personColumns,
    columns: {
      name: { width: 12, kind: "text", cell: (row) => row.name },
      post: { width: 20, kind: "text", cell: (row) => row.post },
      organisation: { width: 24, kind: "text", cell: (row) => row.organisation },
      community: { width: 14, kind: "text", cell: (row) => row.communityId && nameOf(row.communityId) },
      phone: { width: 16, kind: "text", cell: (row) => row.phone },
      account: { width: 8, kind: "text", cell: (row) => (row.hasAccount ? "有" : null) },
    },
    shown,
    rows: filterPeople(await listPeople(tx, scope), filter, nameOf),
    note: "电话按规定遮掩。",
  });
}
