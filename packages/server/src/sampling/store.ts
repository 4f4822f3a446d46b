import { sql, type RawBuilder } from "kysely";
import type { DrawPurpose, DrawView } from "@lingzhu/domain/sampling";
import type { MarkerKind } from "@lingzhu/domain/marker";
import type { Reading, Writing } from "../db/transact.ts";

/** A place of a round's register from which may be drawn. */
export interface FramePlace {
  id: string;
  kind: MarkerKind;
  communityId: string | null;
}

/** Households and plots in use of a round's register that fulfil a condition on `rp` (round_place) and `p` (place). */
export async function frameOf(
  tx: Reading,
  roundId: string,
  communityIds: readonly string[],
  condition: RawBuilder<unknown>,
): Promise<FramePlace[]> {
  const within =
    communityIds.length === 0 ? sql`` : sql`and p.community_id = any(${[...communityIds]}::uuid[])`;
  const { rows } = await sql<FramePlace>`
    select p.id, coalesce(l.plot_kind, 'household') as kind, p.community_id
    from round_place rp
    join place p on p.street_id = rp.street_id and p.id = rp.place_id
    left join plot l on l.street_id = p.street_id and l.place_id = p.id
    where rp.street_id = ${tx.streetId} and rp.round_id = ${roundId} and p.retired_at is null
      and p.kind in ('household', 'plot') ${within} and ${condition}
    order by p.id`.execute(tx.sql);
  return rows;
}

export async function insertDraw(
  tx: Writing,
  draw: {
    id: string;
    roundId: string;
    purpose: DrawPurpose;
    seed: string;
    drawnBy: string;
    strata: DrawView["strata"];
  },
  places: readonly { placeId: string; stratum: string }[],
): Promise<void> {
  await tx.sql
    .insertInto("draw")
    .values({
      streetId: tx.streetId,
      ...draw,
      strata: JSON.stringify(draw.strata),
      drawnAt: new Date(tx.now),
    })
    .execute();
  await sql`
    insert into draw_place (street_id, draw_id, place_id, stratum)
    select ${tx.streetId}, ${draw.id}::uuid, d.place_id, d.stratum
    from unnest(${places.map(({ placeId }) => placeId)}::uuid[], ${places.map(({ stratum }) => stratum)}::text[])
      as d (place_id, stratum)`.execute(tx.sql);
}

/** Draws of a round, newest first. */
export async function drawsOf(tx: Reading, roundId: string, purpose: DrawPurpose): Promise<DrawView[]> {
  const { rows } = await sql<DrawView>`
    select d.id, d.purpose, d.seed, d.drawn_at, n.name as drawn_by, d.strata
    from draw d join person n on n.street_id = d.street_id and n.id = d.drawn_by
    where d.street_id = ${tx.streetId} and d.round_id = ${roundId} and d.purpose = ${purpose}
    order by d.drawn_at desc, d.id desc`.execute(tx.sql);
  return rows;
}

export async function communityNames(tx: Reading): Promise<Map<string, string>> {
  const rows = await tx.sql
    .selectFrom("place")
    .select(["id", "name"])
    .where("streetId", "=", tx.streetId)
    .where("kind", "=", "community")
    .execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}
