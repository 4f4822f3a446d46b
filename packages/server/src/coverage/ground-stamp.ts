/**
 * Keeps the ground of a street: the tiles are always the union, over all chunks of track, of what `chunkPaths` says
 * of each. A chunk that arrives in order adds to its own tiles alone. One that arrives before a chunk that it changes
 * (the walk went on into that one) has the day of that team stamped anew, since bits cannot be taken back singly.
 */
import type { LookClass } from "@lingzhu/domain/coverage";
import { dayOf, type Day } from "@lingzhu/domain/kernel";
import { Bitmap, encodeTile, mergeStoredTile, stampPaths, stampSight } from "@lingzhu/geo";
import type { Writing } from "../db/transact.ts";
import { DRONE, dronePhotoDays, photographedGround } from "./drone-ground.ts";
import { chunkPaths, joins, type Fix } from "./ground-chunk.ts";
import { layGrid, type StreetGrid } from "./ground-grid.ts";
import { groundRules, type GroundRules } from "./ground-rules.ts";
import * as store from "./ground-store.ts";
import type { Chunk, Pass, Tile } from "./ground-store.ts";

/** A track that was just taken in. */
export interface NewTrack extends Omit<Chunk, "points"> {
  firstFix: readonly [number, number];
}

/** Adds tracks, whose facts are written already, to the ground. */
export async function stampTracks(tx: Writing, tracks: readonly NewTrack[]): Promise<void> {
  if (tracks.length === 0) return;
  const street = await layGrid(tx, tracks[0]!.firstFix);
  const rounds = [...new Set(tracks.map((track) => track.roundId))].sort();
  for (const roundId of rounds) {
    await store.holdGround(tx, roundId);
    await stampRound(
      tx,
      street,
      roundId,
      tracks.filter((track) => track.roundId === roundId),
    );
  }
}

async function stampRound(
  tx: Writing,
  street: StreetGrid,
  roundId: string,
  tracks: readonly NewTrack[],
): Promise<void> {
  const ground = new DayGround(street, await groundRules(tx, street), roundId);
  const again = new Map<string, Pass>();
  const isNew = new Set(tracks.map((track) => track.id));
  for (const inOrder of sequencesOf(tracks)) {
    const chunks = await store.stretch(tx, inOrder[0]!, inOrder[0]!, inOrder.at(-1)!);
    const teamOf = await store.teamsOn(tx, roundId, chunks);
    let knownBefore: Fix[] | null = null;
    for (const [i, chunk] of chunks.entries()) {
      const before = chunks[i - 1];
      const pass = passOf(chunk, teamOf);
      if (isNew.has(chunk.id)) ground.add(pass, chunk.points, before?.points ?? null);
      else {
        const cameBetween = before !== undefined && isNew.has(before.id);
        const changed =
          cameBetween &&
          (joins(before.points, chunk.points) || (knownBefore !== null && joins(knownBefore, chunk.points)));
        if (changed) again.set(keyOf(pass), pass);
        knownBefore = chunk.points;
      }
    }
  }
  for (const { pass, bitmaps } of ground.passes())
    if (!again.has(keyOf(pass))) await addTiles(tx, pass, bitmaps);
  for (const pass of again.values()) await stampDay(tx, pass);
}

/** Tracks by phone and person, each in order of recording. */
function sequencesOf(tracks: readonly NewTrack[]): NewTrack[][] {
  const sequences = new Map<string, NewTrack[]>();
  for (const track of tracks) {
    const key = `${track.authorId} ${track.deviceId}`;
    const sequence = sequences.get(key);
    if (sequence) sequence.push(track);
    else sequences.set(key, [track]);
  }
  for (const sequence of sequences.values())
    sequence.sort((a, b) => a.recordedAt - b.recordedAt || (a.id < b.id ? -1 : 1));
  return [...sequences.values()];
}

/** Stamps a day of a round anew from its facts, of one team or of all, photographs then included. */
async function stampDay(tx: Writing, of: { roundId: string; day: Day; teamId?: string }): Promise<void> {
  await store.dropTiles(tx, of);
  if (of.teamId === undefined) await stampPhotographs(tx, of);
  const chunks = await store.chunksOfDay(tx, of.roundId, of.day);
  const firstFix = chunks[0]?.points[0];
  if (!firstFix) return;
  const street = await layGrid(tx, [firstFix[0], firstFix[1]]);
  const teamOf = await store.teamsOn(tx, of.roundId, chunks);
  const ground = new DayGround(street, await groundRules(tx, street), of.roundId);
  for (const [i, chunk] of chunks.entries()) {
    const pass = passOf(chunk, teamOf);
    if (of.teamId !== undefined && pass.teamId !== of.teamId) continue;
    const previous = chunks[i - 1];
    const follows = previous?.authorId === chunk.authorId && previous.deviceId === chunk.deviceId;
    ground.add(pass, chunk.points, follows ? previous.points : await store.pointsBefore(tx, chunk));
  }
  for (const { pass, bitmaps } of ground.passes()) await store.putTiles(tx, pass, bytesOf(bitmaps));
}

/** The ground in a day's drone photographs, as a pass of its own. */
async function stampPhotographs(tx: Writing, { roundId, day }: { roundId: string; day: Day }): Promise<void> {
  const ground = await photographedGround(tx, roundId, day);
  if (ground) await store.putTiles(tx, { roundId, day, teamId: DRONE }, bytesOf([ground]));
}

/** Photographs were added on these days of a round. */
export async function restampPhotographs(tx: Writing, roundId: string, days: Iterable<Day>): Promise<void> {
  await store.holdGround(tx, roundId);
  for (const day of days) {
    await store.dropTiles(tx, { roundId, day, teamId: DRONE });
    await stampPhotographs(tx, { roundId, day });
  }
}

/** Somebody joined or left a team of a campaign from a day to a day (null: on): what they walked then changes hands. */
export async function restampPerson(
  tx: Writing,
  change: { personId: string; campaignId: string; from: Day; to: Day | null },
): Promise<void> {
  for (const walked of await store.walkedDays(tx, change)) {
    await store.holdGround(tx, walked.roundId);
    await stampDay(tx, walked);
  }
}

/** All ground of the street from its facts, on the grid and by the rules that it has. Returns the days stamped. */
export async function rebuildGround(tx: Writing): Promise<number> {
  await store.holdAllGround(tx);
  const days = new Map(
    [...(await store.walkedDays(tx)), ...(await dronePhotoDays(tx))].map((of) => [
      `${of.roundId} ${of.day}`,
      of,
    ]),
  );
  await store.dropTiles(tx, null);
  for (const of of days.values()) await stampDay(tx, of);
  return days.size;
}

/** Walls of these tiles changed: every walk that came near is looked at again. Returns the days stamped. */
export async function restampTiles(tx: Writing, tileKeys: readonly number[]): Promise<number> {
  const days = await store.daysIn(tx, tileKeys);
  for (const of of days) await stampDay(tx, of);
  return days.length;
}

/** Ground of one pass by look. */
type Bitmaps = readonly (LookClass & { bitmap: Bitmap })[];

/** Ground by pass and look while it is being stamped. */
class DayGround {
  readonly #street: StreetGrid;
  readonly #rules: GroundRules;
  readonly #roundId: string;
  readonly #passes = new Map<string, { pass: Pass; bitmaps: Bitmaps }>();

  constructor(street: StreetGrid, rules: GroundRules, roundId: string) {
    this.#street = street;
    this.#rules = rules;
    this.#roundId = roundId;
  }

  add(pass: Pass, points: readonly Fix[], before: readonly Fix[] | null): void {
    const { grid, plane } = this.#street;
    const { looks, walls } = this.#rules;
    const paths = chunkPaths(points, before, grid, plane);
    if (paths.x.length === 0) return;
    const key = keyOf(pass);
    let entry = this.#passes.get(key);
    if (!entry) {
      const bitmaps = looks.map((look) => ({ ...look, bitmap: new Bitmap(grid) }));
      this.#passes.set(key, (entry = { pass: { ...pass, roundId: this.#roundId }, bitmaps }));
    }
    // A door is passed, whatever stands between; ground is seen.
    for (const { look, withinM, bitmap } of entry.bitmaps)
      if (look === "sight" && walls) stampSight(bitmap, paths, withinM, walls);
      else stampPaths(bitmap, paths, withinM);
  }

  passes(): Iterable<{ pass: Pass; bitmaps: Bitmaps }> {
    return this.#passes.values();
  }
}

/** Adds to what is stored; tiles that do not change are not written. */
async function addTiles(tx: Writing, pass: Pass, bitmaps: Bitmaps): Promise<void> {
  const stored = new Map(
    (await store.tilesOf(tx, pass, bytesOf(bitmaps))).map((tile) => [nameOf(tile), tile.bits]),
  );
  for (const { bitmap, ...look } of bitmaps)
    for (const tileKey of bitmap.tiles.keys()) {
      const bits = stored.get(nameOf({ ...look, tileKey }));
      if (bits) mergeStoredTile(bitmap, bits);
    }
  const changed = bytesOf(bitmaps).filter((tile) => {
    const before = stored.get(nameOf(tile));
    return before === undefined || Buffer.compare(before, tile.bits) !== 0;
  });
  await store.putTiles(tx, pass, changed);
}

const nameOf = ({ look, withinM, tileKey }: store.TileKey) => `${look} ${withinM} ${tileKey}`;

/** Every tile with a cell in it as bytes; the same cells give the same bytes. */
function bytesOf(bitmaps: Bitmaps): Tile[] {
  const tiles: Tile[] = [];
  for (const { look, withinM, bitmap } of bitmaps)
    for (const [tileKey, words] of bitmap.tiles)
      if (words.some((word) => word !== 0))
        tiles.push({ look, withinM, tileKey, bits: encodeTile(bitmap, tileKey) });
  return tiles;
}

const passOf = (chunk: Chunk, teamOf: (authorId: string, recordedAt: number) => string): Pass => ({
  roundId: chunk.roundId,
  day: dayOf(chunk.recordedAt),
  teamId: teamOf(chunk.authorId, chunk.recordedAt),
});
const keyOf = (pass: Pass) => `${pass.day} ${pass.teamId}`;
