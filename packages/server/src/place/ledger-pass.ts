/** One way through a ledger file, compared row by row with what is on record: the dry run, and the import itself. */
import { setImmediate as nextTurn } from "node:timers/promises";
import {
  columnWords,
  LedgerDifference,
  ledgerReader,
  type Column,
  type ColumnMapping,
  type ComparedField,
  type LedgerDatum,
  type LedgerImport,
  type LedgerRow,
  type Rejection,
  type RowDifference,
} from "@lingzhu/domain/place";
import { toWgs84 } from "@lingzhu/geo";
import type { Reading } from "../db/transact.ts";
import { communitiesForLedger, equalIn, loadRegister, type RegisteredPlace } from "./ledger-register.ts";
import type { LedgerRows } from "./ledger-spool.ts";
import type { RejectedRow } from "./rejected-rows.ts";

export interface LedgerSource {
  /** A ledger file, opened; or its rows from an earlier reading. */
  file: LedgerRows;
  mapping: ColumnMapping;
  /** Null when the file has no coordinates to read. */
  datum: LedgerDatum | null;
}

export interface LedgerPassage {
  headers: string[];
  rows: number;
  difference: NonNullable<LedgerImport["difference"]>;
  /** Every row that was not taken, with its cells. */
  rejected: RejectedRow[];
}

export interface PassOptions {
  /** Told of every row that was taken, in order of the file. */
  take?: (found: RowDifference) => Promise<void> | void;
  /** Told now and then how far the way is gone. */
  progress?: (done: number, total: number) => Promise<void>;
}

/** As many of each kind are shown for looking at. */
const SAMPLE = 200;
/** The server answers others at least this often while a file is read. */
const TURN_MS = 20;

/**
 * Reads the whole file. Refused rows are collected and stop nothing.
 *
 * @throws Problem `input.unreadable` or `input.too-large` for the file as a whole.
 */
export async function passLedger(
  tx: Reading,
  source: LedgerSource,
  options: PassOptions = {},
): Promise<LedgerPassage> {
  const register = await loadRegister(tx);
  const { names } = await communitiesForLedger(tx);
  const { file } = source;
  const areaHeader = source.mapping.area === null ? "" : (file.headers[source.mapping.area] ?? "");
  const read = ledgerReader(source.mapping, {
    communities: names,
    datum: source.datum,
    toWgs84,
    areaUnit: areaHeader.includes("亩") ? "mu" : "m2",
  });
  const difference = new LedgerDifference(register.places, { equal: equalIn(tx) });
  const findings = new Samples();
  const rejected: RejectedRow[] = [];
  let rows = 0;
  let turned = performance.now();
  for await (const { row, cells } of file.rows) {
    rows++;
    let reading = read(row, cells);
    if ("ok" in reading && register.retired.has(reading.ok.key))
      reading = retired(reading.ok, source.mapping);
    if ("rejected" in reading) {
      rejected.push({ rejection: reading.rejected, cells });
      if (reading.key !== undefined) difference.reject(reading.key);
    } else {
      const found = difference.add(reading.ok);
      findings.note(found);
      await options.take?.(found);
    }
    if (performance.now() - turned > TURN_MS) {
      await options.progress?.(rows, Math.max(rows, Math.round(rows / Math.max(file.progress(), 0.001))));
      await nextTurn();
      turned = performance.now();
    }
  }
  let missing = 0;
  const missingSample: string[] = [];
  for (const place of difference.missing()) {
    if (missing++ < SAMPLE) missingSample.push((place as RegisteredPlace).path);
  }
  return {
    headers: file.headers,
    rows,
    rejected,
    difference: {
      ...difference.counts,
      missing,
      rejected: rejected.length,
      createdSample: findings.created,
      changedSample: findings.changed,
      missingSample,
      rejectedSample: rejected.slice(0, SAMPLE).map(({ rejection }) => ({
        row: rejection.row,
        column: columnWords[rejection.column],
        reason: rejection.reason,
      })),
    },
  };
}

class Samples {
  readonly created: string[] = [];
  readonly changed: { path: string; fields: string[] }[] = [];

  note(found: RowDifference): void {
    if (found.is === "created" && this.created.length < SAMPLE) this.created.push(pathOfRow(found.row));
    if (found.is === "changed" && this.changed.length < SAMPLE)
      this.changed.push({
        path: pathOfRow(found.row),
        fields: found.fields.map((field) => columnWords[columnOfField[field]]),
      });
  }
}

const columnOfField: Record<ComparedField, Column> = {
  grid: "grid",
  floor: "floor",
  head: "head",
  phone: "phone",
  residents: "residents",
  isKey: "keyHousehold",
  plotKind: "plotKind",
  areaM2: "area",
  lon: "lon",
  lat: "lat",
};

function pathOfRow(row: LedgerRow): string {
  const steps =
    row.kind === "household"
      ? [row.community, row.compound, row.building, row.unit, row.door]
      : [row.community, row.compound, row.name];
  return steps.filter((step) => step !== null).join(" ");
}

function retired(row: LedgerRow, mapping: ColumnMapping): { rejected: Rejection; key: string } {
  const column = row.kind === "plot" ? "plotName" : mapping.door === null ? "address" : "door";
  const noun = row.kind === "plot" ? "这处地块" : "这一户";
  return {
    rejected: {
      row: row.row,
      column,
      reason: `${noun}已在台账里注销，没有导入。仍在用的，先到注销地点里恢复`,
    },
    key: row.key,
  };
}
