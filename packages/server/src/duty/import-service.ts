import { covers, type Actor, type Scope } from "@lingzhu/domain/access";
import {
  matchDutyColumns,
  PersonFinder,
  PlaceFinder,
  requireDutyFits,
  type DutyColumns,
} from "@lingzhu/domain/duty";
import { Problem, problem, type Day } from "@lingzhu/domain/kernel";
import type { Writing } from "../db/transact.ts";
import { openLedgerFile, type SheetRow } from "../place/ledger-file.ts";
import { phoneOf } from "../person/service.ts";
import * as store from "./import-store.ts";
import { recordDuties } from "./service.ts";

/** Rows of one file; a street has some ten thousand doors. */
const ROW_LIMIT = 50_000;
/** The header stands within these rows, below a title at most. */
const HEADER_SEARCH = 10;

export interface DutyImport {
  assigned: number;
  rejected: { row: number; column: string; reason: string }[];
}

/**
 * Reads a 包保表 and makes the people in it answer for its places from a day on. A bad row is reported with its
 * number and reason and never blocks the good ones; a second import of the same file changes nothing.
 */
export async function importDuties(
  tx: Writing,
  author: Pick<Actor, "personId">,
  scope: Scope,
  file: { bytes: unknown; filename: string; validFrom: Day },
): Promise<DutyImport> {
  if (!(file.bytes instanceof Uint8Array)) throw problem("input.unreadable", { reason: "没有收到文件" });
  const { columns, rows } = await readSheet(file.bytes, file.filename);
  const places = await store.placesByName(tx);
  const finder = new PlaceFinder(places.filter((place) => covers(scope, place)));
  const kinds = new Map(places.map((place) => [place.id, place.kind]));
  const people = new PersonFinder(
    (await store.peopleByName(tx))
      .filter((person) => covers(scope, { communityId: person.communityId }))
      .map((person) => ({ ...person, phone: () => phoneOf(tx, person) })),
  );
  const rejected: DutyImport["rejected"] = [];
  const wanted = new Map<string, { personId: string; row: number }>();
  for (const { row, cells } of rows) {
    const place = finder.find(cells, columns);
    const person = people.find(cells, columns);
    if (!("id" in place)) rejected.push({ row, ...place });
    else if (!("id" in person)) rejected.push({ row, ...person });
    else {
      const issue = placeIssue(kinds.get(place.id)!) ?? repeated(wanted.get(place.id), person.id);
      if (issue) rejected.push({ row, column: "地点", reason: issue });
      else wanted.set(place.id, { personId: person.id, row });
    }
  }
  const duties = [...wanted].map(([placeId, { personId }]) => ({ placeId, personId }));
  const outcome = await recordDuties(tx, author, "contract_cadre", duties, {
    validFrom: file.validFrom,
    validTo: null,
  });
  for (const { placeId, reason } of outcome.refused)
    rejected.push({ row: wanted.get(placeId)!.row, column: "地点", reason });
  rejected.sort((a, b) => a.row - b.row);
  tx.audit({
    act: "duty.import",
    noun: "duty",
    id: null,
    detail: {
      validFrom: file.validFrom,
      rows: rows.length,
      assigned: outcome.assigned,
      ended: outcome.ended,
      rejected: rejected.length,
    },
  });
  tx.announce("duty");
  return { assigned: outcome.assigned, rejected };
}

/** The rows below the first header row that names a 包保人. */
async function readSheet(
  bytes: Uint8Array,
  filename: string,
): Promise<{ columns: DutyColumns; rows: SheetRow[] }> {
  const sheet = await wholeSheet(bytes, filename);
  for (const [index, { cells }] of sheet.slice(0, HEADER_SEARCH).entries()) {
    const columns = matchDutyColumns(cells);
    if (columns) return { columns, rows: sheet.slice(index + 1) };
  }
  throw problem("input.unreadable", {
    reason: `「${filename}」里没有「包保人」一列，请在表头写上「地点（或社区、小区、楼栋……）」和「包保人」`,
  });
}

/** All rows, from the first that is not empty: a duty sheet's header need not look like a ledger's. */
async function wholeSheet(bytes: Uint8Array, filename: string): Promise<SheetRow[]> {
  let refusal: unknown;
  for (let headerRow = 1; headerRow <= HEADER_SEARCH; headerRow++) {
    try {
      const file = await openLedgerFile(bytes, filename, { headerRow });
      const sheet: SheetRow[] = [{ row: headerRow, cells: file.headers }];
      for await (const row of file.rows) {
        if (sheet.length > ROW_LIMIT)
          throw problem("input.too-large", { limit: `${ROW_LIMIT.toLocaleString("en")} 行` });
        sheet.push(row);
      }
      return sheet;
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== "input.unreadable") throw error;
      refusal ??= error;
    }
  }
  throw refusal;
}

function placeIssue(kind: store.NamedPlace["kind"]): string | null {
  if (kind === "community") return "包保人要包到小区、楼栋或户，不能只写社区";
  requireDutyFits("contract_cadre", kind);
  return null;
}

function repeated(before: { personId: string; row: number } | undefined, personId: string): string | null {
  if (!before) return null;
  return before.personId === personId
    ? `与第 ${before.row} 行重复`
    : `与第 ${before.row} 行是同一地点而包保人不同，只采用第 ${before.row} 行`;
}
