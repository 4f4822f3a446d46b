/**
 * Cursors of the change feed: `<epoch>.<number of a transaction>`.
 *
 * The number is never above the oldest transaction that still ran when the reader's snapshot was taken (its xmin). All
 * changes of older ones were in what the reader was given; the next answer has every row changed by that one or a later
 * one. So a transaction that commits late is never stepped over, and a row may be told twice. Nor is it above the last
 * change that the reader was shown: that something else happened in the database must not show in it.
 *
 * The epoch stands for the history that the number belongs to and for what the reader was allowed to see: with another
 * one everything is told anew.
 */
import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Database } from "../db/database.ts";
import type { Reading } from "../db/transact.ts";

/** Raised when the package gains members, so that phones fetch them. */
const FORMAT = 1;

export interface FeedPosition {
  /** Rows changed by this transaction or a later one are to be told; null: everything. */
  since: string | null;
  /** The cursor for the reader to hand back, when the last of the rows within view was changed by this transaction. */
  cursorAfter(lastChange: string | null): string;
}

/**
 * Where the feed stands in this snapshot, and from where on the reader has to be told.
 *
 * @param asked the cursor that the reader hands back; anything that is not one of this history and view is none.
 * @param view what decides which rows and members the reader may see, in any fixed order.
 */
export async function feedPosition(
  tx: Reading,
  asked: string | undefined,
  view: readonly unknown[],
): Promise<FeedPosition> {
  const { rows } = await sql<{ history: string; xmin: string }>`
    select concat_ws(' ', (select id from change_epoch), (select oid from pg_database where datname = current_database()))
      as history, pg_snapshot_xmin(pg_current_snapshot())::text as xmin`.execute(tx.sql);
  const { history, xmin } = rows[0]!;
  const epoch = createHash("sha256")
    .update(JSON.stringify([FORMAT, history, tx.streetId, view]))
    .digest("base64url")
    .slice(0, 22);
  const [, askedEpoch, askedXmin] = /^([\w-]{22})\.(\d{1,20})$/.exec(asked ?? "") ?? [];
  // A number from the future belongs to a history that was taken back, such as a folder copied from yesterday.
  const isOurs = askedXmin !== undefined && askedEpoch === epoch && BigInt(askedXmin) <= BigInt(xmin);
  const since = isOurs ? askedXmin : null;
  return {
    since,
    cursorAfter(lastChange) {
      const next = BigInt(lastChange ?? 0) + 1n;
      return `${epoch}.${next < BigInt(xmin) ? next : xmin}`;
    },
  };
}

/**
 * Ends every cursor. For whoever brings a database back in another way than `lingzhu restore`, whose new database has an
 * epoch of its own: numbers of transactions begin anew there.
 */
export const renewEpoch = (db: Database) =>
  db
    .updateTable("changeEpoch")
    .set({ id: sql<string>`gen_random_uuid()` })
    .execute();
