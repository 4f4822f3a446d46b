/** What is on record, as a ledger file is compared with it. */
import { sql } from "kysely";
import {
  communityCore,
  communityKey,
  naturalKeyOf,
  type ComparedField,
  type ExistingPlace,
  type PlotKind,
} from "@lingzhu/domain/place";
import type { Reading } from "../db/transact.ts";
import { loadDivisions } from "./divisions.ts";
import { sealContext } from "./store.ts";

/** A sealed value that is opened only when the file says something to compare it with. */
export interface SealedValue {
  sealed: Uint8Array;
  context: string;
}

export interface RegisteredPlace extends ExistingPlace {
  path: string;
}

export interface Register {
  places: RegisteredPlace[];
  /** Keys of places that were retired; a file does not bring them back. */
  retired: Set<string>;
}

interface RegisterRow {
  id: string;
  kind: "household" | "plot";
  naturalKey: string;
  path: string;
  retired: boolean;
  community: string;
  grid: string | null;
  isKey: boolean;
  lon: number | null;
  lat: number | null;
  floor: number | null;
  residents: number | null;
  plotKind: PlotKind | null;
  areaM2: number | null;
  headSealed: Uint8Array | null;
  phoneSealed: Uint8Array | null;
}

export async function loadRegister(tx: Reading): Promise<Register> {
  const { rows } = await sql<RegisterRow>`
    select p.id, p.kind, p.natural_key, p.path, p.retired_at is not null as retired, c.name as community, g.name as grid,
      p.is_key, p.lon, p.lat, h.floor, h.residents, t.plot_kind, t.area_m2,
      coalesce(h.head_sealed, t.head_sealed) as head_sealed, coalesce(h.phone_sealed, t.phone_sealed) as phone_sealed
    from place p
    join place c on c.street_id = p.street_id and c.id = p.community_id
    left join place g on g.street_id = p.street_id and g.id = p.grid_id
    left join household h on h.street_id = p.street_id and h.place_id = p.id
    left join plot t on t.street_id = p.street_id and t.place_id = p.id
    where p.street_id = ${tx.streetId} and p.kind in ('household', 'plot')`.execute(tx.sql);
  const register: Register = { places: [], retired: new Set() };
  for (const row of rows) {
    if (row.retired) register.retired.add(row.naturalKey);
    else register.places.push(registered(row));
  }
  return register;
}

function registered(row: RegisterRow): RegisteredPlace {
  const { id, kind, naturalKey, path, community, grid, isKey, lon, lat } = row;
  const sealed = (bytes: Uint8Array | null, field: "head" | "phone"): SealedValue | null =>
    bytes === null ? null : { sealed: bytes, context: sealContext(kind, field, id) };
  const head = sealed(row.headSealed, "head");
  const phone = sealed(row.phoneSealed, "phone");
  const { floor, residents, plotKind, areaM2 } = row;
  const fields =
    kind === "household"
      ? { head, phone, grid, lon, lat, isKey, floor, residents }
      : { head, phone, grid, lon, lat, plotKind, areaM2 };
  return { id, kind, key: naturalKey, path, community, fields };
}

/** About one centimetre, as the ledger's own rule has it. */
const SAME_DEGREES = 2e-7;
const NOWHERE = { community: "", compound: null, building: null, unit: null };

/** Whether a stored value equals that of the file. */
export const equalIn =
  (tx: Reading) =>
  (field: ComparedField, stored: unknown, incoming: unknown): boolean => {
    if (stored === null || stored === undefined) return false;
    if (field === "head" || field === "phone") {
      const { sealed, context } = stored as SealedValue;
      return tx.sealer.open(sealed, context) === incoming;
    }
    if (field === "lon" || field === "lat")
      return Math.abs((stored as number) - (incoming as number)) <= SAME_DEGREES;
    if (field === "grid")
      return (
        stored === incoming ||
        naturalKeyOf("grid", NOWHERE, stored as string) === naturalKeyOf("grid", NOWHERE, incoming as string)
      );
    return stored === incoming;
  };

/**
 * Communities that a row may name: those on record, and those of the national codes that are not on record yet,
 * which an import then makes. One that was retired is neither.
 */
export async function communitiesForLedger(
  tx: Reading,
): Promise<{ names: string[]; national: Map<string, { name: string; code: string }> }> {
  const rows = await tx.sql
    .selectFrom("place")
    .select(["kind", "name", "code", "retiredAt"])
    .where("streetId", "=", tx.streetId)
    .where("kind", "in", ["street", "community"])
    .execute();
  const street = rows.find((row) => row.kind === "street");
  const known = rows.filter((row) => row.kind === "community");
  const codes = new Set(known.map((row) => row.code));
  const cores = new Set(known.map((row) => communityCore(row.name)));
  const national = new Map<string, { name: string; code: string }>();
  for (const { name, code } of loadDivisions().communitiesOf(street?.code ?? "")) {
    // 振兴社区居民委员会 becomes the 振兴社区 of everyday use.
    const plain = communityKey(name);
    if (!codes.has(code) && !cores.has(communityCore(plain))) national.set(plain, { name: plain, code });
  }
  const names = known.filter((row) => row.retiredAt === null).map((row) => row.name);
  return { names: [...names, ...national.keys()], national };
}
