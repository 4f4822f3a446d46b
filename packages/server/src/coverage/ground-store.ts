/** Rows behind the ground: chunks of track on the one side, tiles on the other. */
import { sql } from "kysely";
import { dayOf, startOfDay, type Day } from "@lingzhu/domain/kernel";
import type { LookClass } from "@lingzhu/domain/coverage";
import { moment } from "../db/database.ts";
import type { Reading, Writing } from "../db/transact.ts";
import type { Fix } from "./ground-chunk.ts";

/** Facts of one phone of one person in one round, which follow each other by time of recording, then by id. */
export interface Sequence {
  roundId: string;
  authorId: string;
  deviceId: string;
}
export interface Chunk extends Sequence {
  id: string;
  recordedAt: number;
  points: Fix[];
}

const DAY_MS = 86_400_000;
const columns = sql`f.id, f.round_id, f.author_id, f.device_id, f.recorded_at, f.body -> 'points' as points`;
const ofSequence = (tx: Reading, { roundId, authorId, deviceId }: Sequence) => sql`
  f.street_id = ${tx.streetId} and f.kind = 'track' and f.round_id = ${roundId}
    and f.author_id = ${authorId} and f.device_id = ${deviceId}`;

/**
 * One writer of a round's ground at a time: a tile is read, added to and written back. Held until commit, and with it
 * a share in the street's rules, which nobody changes meanwhile.
 */
export async function holdGround(tx: Writing, roundId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(hashtextextended(${`ground ${tx.streetId}`}, 0)),
    pg_advisory_xact_lock(hashtextextended(${`ground ${tx.streetId} ${roundId}`}, 0))`.execute(tx.sql);
}

/** Nobody else writes any ground of the street, until commit: for a change of its rules. */
export async function holdAllGround(tx: Writing): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`ground ${tx.streetId}`}, 0))`.execute(tx.sql);
}

/** Chunks of a sequence from the one before `first` to the one after `last`, in order; these two by (moment, id). */
export async function stretch(
  tx: Reading,
  sequence: Sequence,
  first: Pick<Chunk, "id" | "recordedAt">,
  last: Pick<Chunk, "id" | "recordedAt">,
): Promise<Chunk[]> {
  const key = (chunk: Pick<Chunk, "id" | "recordedAt">) =>
    sql`(${moment(chunk.recordedAt)}, ${chunk.id}::uuid)`;
  const own = sql`select ${columns} from fact f where ${ofSequence(tx, sequence)}`;
  const { rows } = await sql<Chunk>`
    (${own} and (f.recorded_at, f.id) < ${key(first)} order by f.recorded_at desc, f.id desc limit 1)
    union all (${own} and (f.recorded_at, f.id) between ${key(first)} and ${key(last)})
    union all (${own} and (f.recorded_at, f.id) > ${key(last)} order by f.recorded_at, f.id limit 1)
    order by recorded_at, id`.execute(tx.sql);
  return rows;
}

/** Chunks of a round recorded on a day, by sequence and in order. */
export async function chunksOfDay(tx: Reading, roundId: string, day: Day): Promise<Chunk[]> {
  const from = startOfDay(day);
  const { rows } = await sql<Chunk>`
    select ${columns} from fact f
    where f.street_id = ${tx.streetId} and f.kind = 'track' and f.round_id = ${roundId}
      and f.recorded_at >= ${moment(from)} and f.recorded_at < ${moment(from + DAY_MS)}
    order by f.author_id, f.device_id, f.recorded_at, f.id`.execute(tx.sql);
  return rows;
}

/** The points of the chunk before a chunk, or null. */
export async function pointsBefore(tx: Reading, chunk: Chunk): Promise<Fix[] | null> {
  const { rows } = await sql<{ points: Fix[] }>`
    select f.body -> 'points' as points from fact f
    where ${ofSequence(tx, chunk)} and (f.recorded_at, f.id) < (${moment(chunk.recordedAt)}, ${chunk.id}::uuid)
    order by f.recorded_at desc, f.id desc limit 1`.execute(tx.sql);
  return rows[0]?.points ?? null;
}

/** Of rounds whose tracks were not erased: the ground of others can no longer be made anew. */
export const tracksKept = (tx: Reading) =>
  sql`round_id not in (select round_id from erasure where street_id = ${tx.streetId} and round_id is not null)`;

/** Rounds and days of walks that came into any of these tiles: every walk leaves ground near doors, walls or not. */
export async function daysIn(
  tx: Reading,
  tileKeys: readonly number[],
): Promise<{ roundId: string; day: Day }[]> {
  const { rows } = await sql<{ roundId: string; day: Day }>`
    select distinct round_id, day from ground_tile
    where street_id = ${tx.streetId} and look = 'door' and tile_key = any(${[...tileKeys]}::int[])
      and ${tracksKept(tx)}
    order by 1, 2`.execute(tx.sql);
  return rows;
}

/** Rounds and days on which tracks were recorded; of one person from a day to a day, or of everybody. */
export async function walkedDays(
  tx: Reading,
  only?: { personId: string; campaignId: string; from: Day; to: Day | null },
): Promise<{ roundId: string; day: Day }[]> {
  const condition = only
    ? sql`and f.author_id = ${only.personId} and f.recorded_at >= ${moment(startOfDay(only.from))}
        ${only.to === null ? sql`` : sql`and f.recorded_at < ${moment(startOfDay(only.to) + DAY_MS)}`}
        and f.round_id in (select id from round where street_id = ${tx.streetId} and campaign_id = ${only.campaignId})`
    : sql``;
  const { rows } = await sql<{ roundId: string; day: Day }>`
    select distinct f.round_id, (f.recorded_at at time zone 'Asia/Shanghai')::date as day from fact f
    where f.street_id = ${tx.streetId} and f.kind = 'track' and f.round_id is not null and f.erased_at is null
      ${condition}
    order by 1, 2`.execute(tx.sql);
  return rows;
}

/**
 * The team for which somebody walked in a round on a day: of the teams of the campaign that they belonged to on that
 * day the one joined last. Who belonged to none is a team of one, under the person's id.
 */
export async function teamsOn(
  tx: Reading,
  roundId: string,
  walks: readonly { authorId: string; recordedAt: number }[],
): Promise<(authorId: string, recordedAt: number) => string> {
  const key = (authorId: string, day: Day) => `${authorId} ${day}`;
  const teams = new Map<string, string>();
  if (walks.length > 0) {
    const { rows } = await sql<{ personId: string; day: Day; teamId: string }>`
      select distinct on (w.person_id, w.day) w.person_id, w.day, m.team_id
      from unnest(${walks.map((walk) => walk.authorId)}::uuid[], ${walks.map((walk) => dayOf(walk.recordedAt))}::date[])
        as w (person_id, day)
      join round r on r.street_id = ${tx.streetId} and r.id = ${roundId}
      join team_member m on m.street_id = r.street_id and m.person_id = w.person_id
        and m.valid_from <= w.day and (m.valid_to is null or m.valid_to >= w.day)
      join team t on t.street_id = m.street_id and t.id = m.team_id and t.campaign_id = r.campaign_id
      order by w.person_id, w.day, m.valid_from desc, m.team_id desc`.execute(tx.sql);
    for (const { personId, day, teamId } of rows) teams.set(key(personId, day), teamId);
  }
  return (authorId, recordedAt) => teams.get(key(authorId, dayOf(recordedAt))) ?? authorId;
}

/** What one team walked on one day of a round. */
export interface Pass {
  roundId: string;
  day: Day;
  teamId: string;
}
export interface TileKey extends LookClass {
  tileKey: number;
}
export interface Tile extends TileKey {
  bits: Uint8Array;
}

export async function tilesOf(tx: Reading, pass: Pass, keys: readonly TileKey[]): Promise<Tile[]> {
  const { rows } = await sql<Tile>`
    select g.look, g.within_m, g.tile_key, g.bits from ground_tile g
    join unnest(${keys.map((key) => key.look)}::text[], ${keys.map((key) => key.withinM)}::smallint[],
      ${keys.map((key) => key.tileKey)}::int[]) as k (look, within_m, tile_key)
      on k.look = g.look and k.within_m = g.within_m and k.tile_key = g.tile_key
    where g.street_id = ${tx.streetId} and g.round_id = ${pass.roundId} and g.day = ${pass.day} and g.team_id = ${pass.teamId}`.execute(
    tx.sql,
  );
  return rows;
}

export async function putTiles(tx: Writing, pass: Pass, tiles: readonly Tile[]): Promise<void> {
  if (tiles.length === 0) return;
  await sql`
    insert into ground_tile (street_id, round_id, day, team_id, look, within_m, tile_key, bits)
    select ${tx.streetId}, ${pass.roundId}::uuid, ${pass.day}::date, ${pass.teamId}::uuid, t.look, t.within_m, t.tile_key, t.bits
    from unnest(${tiles.map((tile) => tile.look)}::text[], ${tiles.map((tile) => tile.withinM)}::smallint[],
      ${tiles.map((tile) => tile.tileKey)}::int[],
      ${tiles.map((tile) => Buffer.from(tile.bits))}::bytea[]) as t (look, within_m, tile_key, bits)
    on conflict (street_id, round_id, look, within_m, tile_key, day, team_id) do update set bits = excluded.bits`.execute(
    tx.sql,
  );
}

/**
 * Empties the ground of a day of a round, of one team or of all. Without a day it empties the whole street, except rounds
 * whose tracks were erased at their retention date: their ground can no longer be made anew and stays as proof.
 */
export async function dropTiles(
  tx: Writing,
  of: { roundId: string; day: Day; teamId?: string } | null,
): Promise<void> {
  await sql`delete from ground_tile where street_id = ${tx.streetId}
    ${of ? sql`and round_id = ${of.roundId} and day = ${of.day}` : sql`and ${tracksKept(tx)}`}
    ${of?.teamId ? sql`and team_id = ${of.teamId}` : sql``}`.execute(tx.sql);
}
