/** Rows of ledger imports, and the one lock that says that a check or an import is under way. */
import { sql, type Selectable } from "kysely";
import type { ColumnMapping, LedgerImport } from "@lingzhu/domain/place";
import type { Tables } from "../db/tables.ts";
import type { Floor, Reading, Writing } from "../db/transact.ts";

export type LedgerImportRow = Selectable<Tables["ledgerImport"]>;
type State = LedgerImport["state"];

export interface NewLedgerImport {
  id: string;
  filename: string;
  uploadedBy: string;
  headers: string[];
  sample: string[][];
  mapping: ColumnMapping;
  unmatched: string[];
}

const LISTED = 50;
const sampleContext = (id: string) => `ledger_import.sample:${id}`;
const differenceContext = (id: string) => `ledger_import.difference:${id}`;

export async function insertImport(tx: Writing, made: NewLedgerImport): Promise<void> {
  const { id, filename, uploadedBy, headers, sample, mapping, unmatched } = made;
  await tx.sql
    .insertInto("ledgerImport")
    .values({
      streetId: tx.streetId,
      id,
      filename,
      state: "read",
      uploadedAt: new Date(tx.now),
      uploadedBy,
      headers: JSON.stringify(headers),
      sampleSealed: tx.sealer.seal(JSON.stringify(sample), sampleContext(id)),
      mapping: JSON.stringify(mapping),
      unmatched: JSON.stringify(unmatched),
    })
    .execute();
}

const imports = (tx: Reading) =>
  tx.sql.selectFrom("ledgerImport").selectAll().where("streetId", "=", tx.streetId);

export const importById = (tx: Reading, id: string): Promise<LedgerImportRow | undefined> =>
  imports(tx).where("id", "=", id).executeTakeFirst();

export const listImports = (tx: Reading): Promise<LedgerImportRow[]> =>
  imports(tx).orderBy("uploadedAt", "desc").orderBy("id", "desc").limit(LISTED).execute();

export const sampleOf = (tx: Reading, row: LedgerImportRow): string[][] =>
  JSON.parse(tx.sealer.open(row.sampleSealed, sampleContext(row.id))) as string[][];
export const differenceOf = (tx: Reading, row: LedgerImportRow): LedgerImport["difference"] =>
  row.differenceSealed === null
    ? null
    : (JSON.parse(
        tx.sealer.open(row.differenceSealed, differenceContext(row.id)),
      ) as LedgerImport["difference"]);

export interface ImportChange {
  state?: State;
  mapping?: ColumnMapping;
  datum?: LedgerImport["datum"];
  progress?: LedgerImport["progress"];
  rowCount?: number | null;
  difference?: LedgerImport["difference"];
  problem?: string | null;
}

export async function changeImport(tx: Reading, id: string, change: ImportChange): Promise<void> {
  const { mapping, progress, difference, ...plain } = change;
  const json = (value: object | null) => (value === null ? null : JSON.stringify(value));
  await tx.sql
    .updateTable("ledgerImport")
    .set({
      ...plain,
      ...(mapping === undefined ? {} : { mapping: JSON.stringify(mapping) }),
      ...(progress === undefined ? {} : { progress: json(progress) }),
      ...(difference === undefined
        ? {}
        : {
            differenceSealed:
              difference === null ? null : tx.sealer.seal(JSON.stringify(difference), differenceContext(id)),
          }),
    })
    .where("streetId", "=", tx.streetId)
    .where("id", "=", id)
    .execute();
}

/**
 * Notes how a job stands, at once and outside its transaction. It is the job's bookkeeping and no act of a person,
 * so it leaves no audit; what the person asked for is audited where it was asked.
 */
export function noteImport(floor: Floor, streetId: number, id: string, change: ImportChange): Promise<void> {
  return floor.db.transaction().execute(async (transaction) => {
    await sql`select set_config('lingzhu.street_id', ${String(streetId)}, true)`.execute(transaction);
    await changeImport({ sql: transaction, streetId, now: floor.now(), sealer: floor.sealer }, id, change);
  });
}

/** Jobs of this street that claim to be under way although none is: their process died. */
export const markInterrupted = (tx: Writing, problem: string) =>
  tx.sql
    .updateTable("ledgerImport")
    .set({ state: "failed", progress: null, problem })
    .where("streetId", "=", tx.streetId)
    .where("state", "in", ["checking", "importing"])
    .execute();

const lockOf = (streetId: number) => sql`hashtextextended('ledger.import', ${streetId})`;

/** Takes the street's one job lock until the end of the transaction; false when another holds it. */
export async function lockJob(tx: Reading): Promise<boolean> {
  const { rows } = await sql<{ locked: boolean }>`
    select pg_try_advisory_xact_lock(${lockOf(tx.streetId)}) as locked`.execute(tx.sql);
  return rows[0]!.locked;
}

/** True while a row of the street says that its job is under way. */
export async function anyUnderWay(tx: Reading): Promise<boolean> {
  const row = await tx.sql
    .selectFrom("ledgerImport")
    .select("id")
    .where("streetId", "=", tx.streetId)
    .where("state", "in", ["checking", "importing"])
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** True while a job of the street is under way in any process. */
export async function jobRuns(tx: Reading): Promise<boolean> {
  const { rows } = await sql<{ runs: boolean }>`
    select exists (
      select 1 from pg_locks l, (select ${lockOf(tx.streetId)} as key) k
      where l.locktype = 'advisory' and l.granted and l.objsubid = 1
        and l.database = (select oid from pg_database where datname = current_database())
        and l.classid = ((k.key >> 32) & 4294967295)::oid and l.objid = (k.key & 4294967295)::oid) as runs`.execute(
    tx.sql,
  );
  return rows[0]!.runs;
}
