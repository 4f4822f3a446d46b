import { sql } from "kysely";
import type { KnownPlace } from "@lingzhu/domain/duty";
import type { Reading } from "../db/transact.ts";

export interface NamedPlace extends KnownPlace {
  communityId: string | null;
}

/** Every place in use below the street, with the names above it. */
export async function placesByName(tx: Reading): Promise<NamedPlace[]> {
  const { rows } = await sql<NamedPlace>`
    select p.id, p.kind, p.name, p.path, case when p.kind = 'community' then p.id else p.community_id end as community_id,
      m.name as community, c.name as compound, b.name as building, u.name as unit
    from place p
    left join place m on m.street_id = p.street_id and m.id = p.community_id
    left join place c on c.street_id = p.street_id and c.id = p.compound_id
    left join place b on b.street_id = p.street_id and b.id = p.building_id
    left join place u on u.street_id = p.street_id and u.id = p.unit_id
    where p.street_id = ${tx.streetId} and p.kind <> 'street' and p.retired_at is null`.execute(tx.sql);
  return rows;
}

export const peopleByName = (tx: Reading) =>
  tx.sql
    .selectFrom("person")
    .select(["id", "name", "organisation", "communityId", "phoneSealed"])
    .where("streetId", "=", tx.streetId)
    .execute();
