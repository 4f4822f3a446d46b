import type { Scope } from "@lingzhu/domain/access";
import type { DutyGaps } from "@lingzhu/domain/duty";
import { dayOf, type Day } from "@lingzhu/domain/kernel";
import type { Reading } from "../db/transact.ts";
import * as store from "./gap-store.ts";

/** 无人负责: what has nobody answering for it on a day, as numbers, by community, and as a list. */
export async function dutyGaps(tx: Reading, scope: Scope, onDay: Day | undefined): Promise<DutyGaps> {
  const day = onDay ?? dayOf(tx.now);
  const rows = await store.gapRows(tx, scope, day);
  const sum = (of: typeof rows) => ({
    total: of.reduce((total, row) => total + row.total, 0),
    uncovered: of.reduce((total, row) => total + row.uncovered, 0),
  });
  const communities = await store.communityRows(tx, scope, day);
  const uncovered = new Map<string, number>();
  for (const row of rows) {
    if (row.uncovered === 0) continue;
    uncovered.set(row.holderId, (uncovered.get(row.holderId) ?? 0) + row.uncovered);
  }
  return {
    day,
    households: sum(rows.filter(({ kind }) => kind === "household")),
    plots: sum(rows.filter(({ kind }) => kind === "plot")),
    communities: communities.map((community) => ({
      ...community,
      ...sum(rows.filter(({ communityId }) => communityId === community.id)),
    })),
    items: await store.holderPaths(tx, uncovered),
  };
}
