/** 台账导入: upload, check, import. A check and an import run behind the answer to the request that starts them. */
import type { Actor } from "@lingzhu/domain/access";
import { problem } from "@lingzhu/domain/kernel";
import {
  columns,
  ledgerStates,
  matchColumns,
  type CheckLedger,
  type ColumnMapping,
  type LedgerImport,
} from "@lingzhu/domain/place";
import { read, transact, type Floor, type Reading } from "../db/transact.ts";
import type { FileAnswer } from "../http/route.ts";
import { openLedgerFile } from "./ledger-file.ts";
import { INTERRUPTED, startApply, startCheck } from "./ledger-job.ts";
import * as store from "./ledger-store.ts";
import { keepUpload, openRejected, removeUpload, sweepUploads, uploadIsHere } from "./uploads.ts";

const SAMPLE_ROWS = 20;

/** Takes a file in: finds its header, matches the columns, keeps it until it is imported. */
export async function uploadLedger(
  floor: Floor,
  actor: Actor,
  filename: string,
  bytes: Uint8Array,
): Promise<LedgerImport> {
  if (!(bytes instanceof Uint8Array))
    throw problem("input.unreadable", { reason: `没有收到「${filename}」的内容` });
  const file = await openLedgerFile(bytes, filename);
  const { mapping, unmatched } = matchColumns(file.headers);
  const sample: string[][] = [];
  for await (const { cells } of file.rows) {
    if (sample.push([...cells]) >= SAMPLE_ROWS) break;
  }
  const id = floor.newId();
  const name = { streetId: actor.streetId, id };
  await sweepUploads(floor.uploadsDir, floor.now());
  // Bytes first, row second: a row says that the file is really there.
  await keepUpload(floor.uploadsDir, name, bytes);
  try {
    return await transact(floor, actor, async (tx) => {
      await store.insertImport(tx, {
        id,
        filename,
        uploadedBy: actor.accountId,
        headers: file.headers,
        sample,
        mapping,
        unmatched,
      });
      tx.audit({ act: "ledger.upload", noun: "ledger", id, detail: { bytes: bytes.byteLength } });
      return viewOf(tx, (await store.importById(tx, id))!, false);
    });
  } catch (error) {
    await removeUpload(floor.uploadsDir, name);
    throw error;
  }
}

/** A row claims to be under way while no job of the street is. */
const cutOff = (row: store.LedgerImportRow, running: boolean) =>
  !running && (row.state === "checking" || row.state === "importing");

/**
 * Reads rows and whether a job runs. Locks are seen as they are now and rows as they were when the read began, so a
 * job that ends in between looks cut off; a second look tells.
 */
async function look<T>(
  floor: Floor,
  actor: Actor,
  find: (tx: Reading) => Promise<store.LedgerImportRow[]>,
  show: (tx: Reading, rows: store.LedgerImportRow[], running: boolean) => T,
): Promise<T> {
  for (let again = true; ; again = false) {
    const seen = await read(floor, actor, async (tx) => {
      const rows = await find(tx);
      const running = await store.jobRuns(tx);
      if (again && rows.some((row) => cutOff(row, running))) return null;
      return { shown: show(tx, rows, running) };
    });
    if (seen) return seen.shown;
  }
}

/** The street's latest imports, newest first. */
export const listLedgers = (floor: Floor, actor: Actor): Promise<LedgerImport[]> =>
  look(floor, actor, store.listImports, (tx, rows, running) => rows.map((row) => viewOf(tx, row, running)));

export function viewLedger(floor: Floor, actor: Actor, id: string): Promise<LedgerImport> {
  const find = async (tx: Reading) => {
    const row = await store.importById(tx, id);
    if (!row) throw problem("record.missing", { noun: "台账导入" });
    return [row];
  };
  return look(floor, actor, find, (tx, [row], running) => viewOf(tx, row!, running));
}

/** Dry run with the columns and datum that a person has confirmed. The answer comes when it has begun. */
export async function checkLedger(
  floor: Floor,
  actor: Actor,
  id: string,
  input: CheckLedger,
): Promise<LedgerImport> {
  const known = await viewLedger(floor, actor, id);
  const mapping = mappingOf(input, known.headers.length);
  const hasCoordinates = mapping.lon !== null && mapping.lat !== null;
  if (hasCoordinates && input.datum === null)
    throw refusal("datum", "表里有经纬度，请说明坐标系，否则位置会偏出几百米");
  await requireState(floor, actor, known, ["read", "checked", "failed"], "试算");
  await startCheck(floor, actor, {
    id,
    filename: known.filename,
    mapping,
    datum: hasCoordinates ? input.datum : null,
  });
  return viewLedger(floor, actor, id);
}

/** Imports what the check showed, all of it or nothing. The answer comes when it has begun. */
export async function applyLedger(floor: Floor, actor: Actor, id: string): Promise<LedgerImport> {
  const known = await viewLedger(floor, actor, id);
  await requireState(floor, actor, known, ["checked"], "导入");
  await startApply(floor, actor, {
    id,
    filename: known.filename,
    mapping: known.mapping as ColumnMapping,
    datum: known.datum,
    rows: known.rows ?? 0,
  });
  return viewLedger(floor, actor, id);
}

/** The rows that the last check or import did not take, with their reasons, to be corrected and imported again. */
export async function rejectedXlsx(floor: Floor, actor: Actor, id: string): Promise<FileAnswer> {
  const { filename } = await viewLedger(floor, actor, id);
  const bytes = await openRejected(floor.uploadsDir, floor.sealer, { streetId: actor.streetId, id });
  if (!bytes) throw problem("record.missing", { noun: "未导入清单" });
  return {
    bytes,
    mime: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    filename: `未导入的行-${filename.replace(/\.[^.]*$/, "")}.xlsx`,
  };
}

const refusal = (path: string, reason: string) => problem("input.invalid", { issues: [{ path, reason }] });

function mappingOf(input: CheckLedger, width: number): ColumnMapping {
  const unknown = Object.keys(input.mapping).find((column) => !(columns as string[]).includes(column));
  if (unknown !== undefined) throw refusal(`mapping.${unknown}`, "没有这一列");
  const outside = Object.entries(input.mapping).find(([, index]) => index !== null && index >= width);
  if (outside) throw refusal(`mapping.${outside[0]}`, "表里没有这么多列");
  const mapping = Object.fromEntries(
    columns.map((column) => [column, input.mapping[column] ?? null]),
  ) as ColumnMapping;
  if (mapping.door === null && mapping.address === null && mapping.plotName === null)
    throw refusal("mapping.door", "请指出门牌/室号、详细地址或地块名称在哪一列，否则认不出是哪一户");
  if (mapping.community === null && mapping.address === null)
    throw refusal("mapping.community", "请指出社区/村或详细地址在哪一列");
  return mapping;
}

async function requireState(
  floor: Floor,
  actor: Actor,
  known: LedgerImport,
  states: readonly LedgerImport["state"][],
  event: string,
): Promise<void> {
  const refused = (reason: string | null) =>
    problem("machine.refused", { noun: "台账导入", state: ledgerStates[known.state], event, reason });
  if (!states.includes(known.state)) throw refused(null);
  if (!(await uploadIsHere(floor.uploadsDir, { streetId: actor.streetId, id: known.id })))
    throw refused("上传的文件已超过保存期限，请重新上传");
}

function viewOf(tx: Reading, row: store.LedgerImportRow, running: boolean): LedgerImport {
  const dead = cutOff(row, running);
  const { id, filename, uploadedAt, headers, mapping, unmatched, datum } = row;
  return {
    id,
    filename,
    uploadedAt,
    headers,
    mapping,
    unmatched,
    datum,
    state: dead ? "failed" : row.state,
    sample: store.sampleOf(tx, row),
    rows: row.rowCount,
    progress: dead ? null : row.progress,
    difference: store.differenceOf(tx, row),
    problem: dead ? INTERRUPTED : row.problem,
  };
}
