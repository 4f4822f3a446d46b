/** What a ledger file would change: the dry run, and the plan of the import itself. */
import type { LedgerRow } from "./rows.ts";
import { communityKey } from "./names.ts";

/** Fields that a later file may change; the names in the natural key are not among them. */
export const comparedFields = [
  "grid",
  "floor",
  "head",
  "phone",
  "residents",
  "isKey",
  "plotKind",
  "areaM2",
  "lon",
  "lat",
] as const;
export type ComparedField = (typeof comparedFields)[number];

/** A place on record. Fields may hold another form than the file's, such as a digest, when `equal` knows it. */
export interface ExistingPlace {
  id: string;
  kind: LedgerRow["kind"];
  /** From `householdKey` or `plotKey`. */
  key: string;
  community: string;
  fields: { readonly [F in ComparedField]?: unknown };
}

export type RowDifference =
  | { is: "created"; row: LedgerRow }
  | { is: "changed"; row: LedgerRow; id: string; fields: ComparedField[] }
  | { is: "unchanged"; row: LedgerRow; id: string };

export interface DifferenceOptions {
  /** Whether a stored value equals that of the file; for sealed fields kept as digests. */
  equal?: (field: ComparedField, stored: unknown, incoming: unknown) => boolean;
}

/** About one centimetre: coordinates are stored with seven decimals and converted with rounding. */
const SAME_DEGREES = 2e-7;

function sameValue(field: ComparedField, stored: unknown, incoming: unknown): boolean {
  if (field === "lon" || field === "lat") {
    return typeof stored === "number" && Math.abs(stored - (incoming as number)) <= SAME_DEGREES;
  }
  return stored === incoming;
}

/**
 * Compares rows with the places on record, one at a time and each in constant time.
 * An empty cell never erases what is on record.
 */
export class LedgerDifference {
  readonly counts = { created: 0, changed: 0, unchanged: 0 };
  readonly #existing = new Map<string, ExistingPlace>();
  readonly #seen = new Set<string>();
  /** Kinds and communities, as rows spell them, that the file speaks about; others cannot be missing from it. */
  readonly #spokenOf = { household: new Set<string>(), plot: new Set<string>() };
  readonly #equal: NonNullable<DifferenceOptions["equal"]>;

  constructor(existing: Iterable<ExistingPlace>, options: DifferenceOptions = {}) {
    for (const place of existing) this.#existing.set(place.key, place);
    this.#equal = options.equal ?? sameValue;
  }

  add(row: LedgerRow): RowDifference {
    this.#seen.add(row.key);
    this.#spokenOf[row.kind].add(row.community);
    const place = this.#existing.get(row.key);
    if (!place) {
      this.counts.created++;
      return { is: "created", row };
    }
    const fields: ComparedField[] = [];
    for (const field of comparedFields) {
      const incoming = (row as { readonly [F in ComparedField]?: unknown })[field];
      if (incoming === undefined || incoming === null) continue;
      if (!this.#equal(field, place.fields[field], incoming)) fields.push(field);
    }
    if (fields.length === 0) {
      this.counts.unchanged++;
      return { is: "unchanged", row, id: place.id };
    }
    this.counts.changed++;
    return { is: "changed", row, id: place.id, fields };
  }

  /** A refused row that still names its place: the place is not missing from the file. */
  reject(key: string): void {
    this.#seen.add(key);
  }

  /** Places on record that the file ought to name and does not. They are reported, never removed by an import. */
  *missing(): Generator<ExistingPlace> {
    const keysOf = (communities: Iterable<string>) => new Set([...communities].map(communityKey));
    const spokenOf = {
      household: keysOf(this.#spokenOf.household),
      plot: keysOf(this.#spokenOf.plot),
    };
    for (const place of this.#existing.values()) {
      if (!this.#seen.has(place.key) && spokenOf[place.kind].has(communityKey(place.community))) yield place;
    }
  }
}

export interface LedgerDifferenceLists {
  created: LedgerRow[];
  changed: { row: LedgerRow; id: string; fields: ComparedField[] }[];
  unchanged: number;
  missing: ExistingPlace[];
}

/** The whole difference as lists, for files that fit in memory. */
export function diffLedger(
  existing: Iterable<ExistingPlace>,
  rows: Iterable<LedgerRow>,
  options: DifferenceOptions = {},
): LedgerDifferenceLists {
  const difference = new LedgerDifference(existing, options);
  const lists: LedgerDifferenceLists = { created: [], changed: [], unchanged: 0, missing: [] };
  for (const row of rows) {
    const found = difference.add(row);
    if (found.is === "created") lists.created.push(row);
    else if (found.is === "changed") lists.changed.push({ row, id: found.id, fields: found.fields });
    else lists.unchanged++;
  }
  lists.missing = [...difference.missing()];
  return lists;
}

/** A row as it will stand on record; used to show that a second import changes nothing. */
export function recordOf(row: LedgerRow, id: string): ExistingPlace {
  const fields = Object.fromEntries(
    comparedFields.map((field) => [
      field,
      (row as { readonly [F in ComparedField]?: unknown })[field] ?? null,
    ]),
  );
  return { id, kind: row.kind, key: row.key, community: row.community, fields };
}
