/**
 * Keeps the ground of a street: the tiles are always the union, over all chunks of track, of what `chunkPaths` says
 * of each. A chunk that arrives in order adds to its own tiles alone. One that arrives before a chunk that it changes
 * (the walk went on into that one) has the day of that team stamped anew, since bits cannot be taken back singly.
 */
import { withinClasses, type Within } from "@lingzhu/domain/coverage";
import { dayOf, type Day } from "@lingzhu/domain/kernel";
import { Bitmap, encodeTile, mergeStoredTile, stampPaths } from "@lingzhu/geo";
import type { Writing } from "../db/transact.ts";
import { chunkPaths, joins, type Fix } from "./ground-chunk.ts";
import { layGrid, type StreetGrid } from "./ground-grid.ts";
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
  const ground = new DayGround(street, roundId);
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

/** Stamps a day of a round anew from its facts, of one team or of all. */
async function stampDay(tx: Writing, of: { roundId: string; day: Day; teamId?: string }): Promise<void> {
  await store.dropTiles(tx, of);
  const chunks = await store.chunksOfDay(tx, of.roundId, of.day);
  const firstFix = chunks[0]?.points[0];
  if (!firstFix) return;
  const street = await layGrid(tx, [firstFix[0], firstFix[1]]);
  const teamOf = await store.teamsOn(tx, of.roundId, chunks);
  const ground = new DayGround(street, of.roundId);
  for (const [i, chunk] of chunks.entries()) {
    const pass = passOf(chunk, teamOf);
    if (of.teamId !== undefined && pass.teamId !== of.teamId) continue;
    const previous = chunks[i - 1];
    const follows = previous?.authorId === chunk.authorId && previous.deviceId === chunk.deviceId;
    ground.add(pass, chunk.points, follows ? previous.points : await store.pointsBefore(tx, chunk));
  }
  for (const { pass, bitmaps } of ground.passes()) await store.putTiles(tx, pass, bytesOf(bitmaps));
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

/** All ground of the street from its facts, on the grid that it has. Returns the days stamped. */
export async function rebuildGround(tx: Writing): Promise<number> {
  const days = await store.walkedDays(tx);
  for (const roundId of new Set(days.map((walked) => walked.roundId))) await store.holdGround(tx, roundId);
  await store.dropTiles(tx, null);
  for (const walked of days) await stampDay(tx, walked);
  return days.length;
}

type Bitmaps = ReadonlyMap<Within, Bitmap>;

/** Ground by pass and distance while it is being stamped. */
class DayGround {
  readonly #street: StreetGrid;
  readonly #roundId: string;
  readonly #passes = new Map<string, { pass: Pass; bitmaps: Map<Within, Bitmap> }>();

  constructor(street: StreetGrid, roundId: string) {
    this.#street = street;
    this.#roundId = roundId;
  }

  add(pass: Pass, points: readonly Fix[], before: readonly Fix[] | null): void {
    const { grid, plane } = this.#street;
    const paths = chunkPaths(points, before, grid, plane);
    if (paths.x.length === 0) return;
    const key = keyOf(pass);
    let entry = this.#passes.get(key);
    if (!entry) {
      const bitmaps = new Map(withinClasses.map((within) => [within, new Bitmap(grid)]));
      this.#passes.set(key, (entry = { pass: { ...pass, roundId: this.#roundId }, bitmaps }));
    }
    for (const [within, bitmap] of entry.bitmaps) stampPaths(bitmap, paths, within);
  }

  passes(): Iterable<{ pass: Pass; bitmaps: Bitmaps }> {
    return this.#passes.values();
  }
}

/** Adds to what is stored; tiles that do not change are not written. */
async function addTiles(tx: Writing, pass: Pass, bitmaps: Bitmaps): Promise<void> {
  const fresh = bytesOf(bitmaps);
  const stored = new Map(
    (await store.tilesOf(tx, pass, fresh)).map((tile) => [`${tile.withinM} ${tile.tileKey}`, tile.bits]),
  );
  for (const { withinM, tileKey } of fresh) {
    const bits = stored.get(`${withinM} ${tileKey}`);
    if (bits) mergeStoredTile(bitmaps.get(withinM)!, bits);
  }
  const changed = bytesOf(bitmaps).filter(({ withinM, tileKey, bits }) => {
    const before = stored.get(`${withinM} ${tileKey}`);
    return before === undefined || Buffer.compare(before, bits) !== 0;
  });
  await store.putTiles(tx, pass, changed);
}

/** Every tile with a cell in it as bytes; the same cells give the same bytes. */
function bytesOf(bitmaps: Bitmaps): Tile[] {
  const tiles: Tile[] = [];
  for (const [withinM, bitmap] of bitmaps)
    for (const [tileKey, words] of bitmap.tiles)
      if (words.some((word) => word !== 0))
        tiles.push({ withinM, tileKey, bits: encodeTile(bitmap, tileKey) });
  return tiles;
}

const passOf = (chunk: Chunk, teamOf: (authorId: string, recordedAt: number) => string): Pass => ({
  roundId: chunk.roundId,
  day: dayOf(chunk.recordedAt),
  teamId: teamOf(chunk.authorId, chunk.recordedAt),
});
const keyOf = (pass: Pass) => `${pass.day} ${pass.teamId}`;
