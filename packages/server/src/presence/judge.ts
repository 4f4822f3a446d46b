/**
 * Keeps the presence grades: always what `gradePresence` says of a visit and the facts around it. Whatever arrives has
 * the visits graded anew that it bears on, so the order of arrival never shows.
 */
import { NEAR_DOOR } from "@lingzhu/domain/coverage";
import {
  gradePresence,
  presenceLimits,
  type PlaceShape,
  type TrackMark,
  type VisitMark,
} from "@lingzhu/domain/presence";
import { localProjection, type Projection } from "@lingzhu/geo";
import type { Writing } from "../db/transact.ts";
import * as store from "./store.ts";
import type { Stretch, VisitRow } from "./store.ts";

/** What arrived, as far as presence is concerned. */
export interface Arrived {
  visits: readonly { id: string; authorId: string; recordedAt: number }[];
  tracks: readonly { authorId: string; from: number; to: number }[];
  /** Visits that something was attached to: photographs, approvals, another place. */
  visitIds: readonly string[];
}

/** Grades every visit that the arrivals bear on. */
export async function judgeArrivals(tx: Writing, { visits, tracks, visitIds }: Arrived): Promise<void> {
  if (visits.length + tracks.length + visitIds.length === 0) return;
  const within = merged([
    ...visits.map(({ authorId, recordedAt: at }) => around(authorId, at, at, presenceLimits.neighbourMs)),
    ...tracks.map(({ authorId, from, to }) => around(authorId, from, to, presenceLimits.trackMs)),
  ]);
  const named = [...visitIds, ...visits.map((visit) => visit.id)];
  const owners = await store.authorsOf(tx, visitIds);
  await store.holdPeople(tx, [...within.map((s) => s.authorId), ...owners]);
  const twins = await judge(tx, await store.visitsTouched(tx, within, named));
  // A visit that is new bears on those it has its position in common with; what is read of them is read under the lock.
  const isNew = new Set(visits.map((visit) => visit.id));
  const others = twins.filter(({ of }) => isNew.has(of)).map(({ twin }) => twin.id);
  if (others.length > 0) await judge(tx, await store.visitsTouched(tx, [], others));
}

/** Grades visits at places that may stand elsewhere now; a door without a position stands where its building does. */
export async function judgeMoved(tx: Writing, placeIds: readonly string[]): Promise<void> {
  if (placeIds.length === 0) return;
  const visitIds = await store.visitsIn(tx, placeIds);
  await judgeArrivals(tx, { visits: [], tracks: [], visitIds });
}

/**
 * All grades of the street from its facts. Every visit has a row and every row a visit, so nothing needs to be dropped;
 * a grade whose track was erased at its retention date is kept, for it could not be found again.
 */
export async function rebuildPresence(tx: Writing): Promise<void> {
  const people = await store.visitors(tx);
  await store.holdPeople(tx, people); // all before the first lock of the street
  for (const authorId of people)
    await judge(tx, await store.visitsTouched(tx, [], await store.visitsBy(tx, authorId)));
}

const around = (authorId: string, from: number, to: number, ms: number): Stretch => ({
  authorId,
  from: from - ms,
  to: to + ms,
});

/** Overlapping stretches of one person as one. */
function merged(stretches: readonly Stretch[]): Stretch[] {
  const out: Stretch[] = [];
  const sorted = stretches.toSorted((a, b) =>
    a.authorId === b.authorId ? a.from - b.from : a.authorId < b.authorId ? -1 : 1,
  );
  for (const next of sorted) {
    const last = out.at(-1);
    if (last && last.authorId === next.authorId && next.from <= last.to) last.to = Math.max(last.to, next.to);
    else out.push({ ...next });
  }
  return out;
}

const BATCH = 1000;

interface Touched {
  id: string;
  rootId: string;
}
interface Twin {
  /** Visit that was judged. */
  of: string;
  twin: VisitMark;
}

/** Grades visits; returns those that have their position in common with somebody else's. */
async function judge(tx: Writing, touched: readonly Touched[]): Promise<Twin[]> {
  const twins: Twin[] = [];
  const rows = new Map(
    (await store.visitRows(tx, [...new Set(touched.map((visit) => visit.rootId))])).map((row) => [
      row.id,
      row,
    ]),
  );
  const inOrder = touched.toSorted((a, b) => {
    const [first, second] = [rows.get(a.rootId)!, rows.get(b.rootId)!];
    return first.recordedAt - second.recordedAt || (a.id < b.id ? -1 : 1);
  });
  for (let i = 0; i < inOrder.length; i += BATCH) {
    const part = inOrder.slice(i, i + BATCH);
    for (const origin of new Set(part.map(({ rootId }) => originOf(rows.get(rootId)!))))
      twins.push(
        ...(await judgeTogether(
          tx,
          part.filter(({ rootId }) => originOf(rows.get(rootId)!) === origin),
          rows,
          planeAt(origin),
        )),
      );
  }
  return twins;
}

/**
 * The plane on which a visit is judged hangs on the visit alone, never on what else is judged with it: its origin is
 * the nearest tenth of a degree. A street has one or two of them.
 */
const originOf = ({ placeLon, placeLat, lon, lat }: VisitRow): string =>
  [placeLon ?? lon ?? 0, placeLat ?? lat ?? 0].map((degrees) => degrees.toFixed(1)).join(" ");
function planeAt(origin: string): Projection {
  const [lon, lat] = origin.split(" ").map(Number) as [number, number];
  return localProjection(lon, lat);
}

async function judgeTogether(
  tx: Writing,
  touched: readonly Touched[],
  rows: ReadonlyMap<string, VisitRow>,
  plane: Projection,
): Promise<Twin[]> {
  const roots = [...new Set(touched.map((visit) => visit.rootId))].map((id) => rows.get(id)!);
  const near = (ms: number) =>
    merged(roots.map(({ authorId, recordedAt: at }) => around(authorId, at, at, ms)));
  const marks = byAuthor(
    await store.marksWithin(tx, near(presenceLimits.neighbourMs)),
    (mark) => mark.recordedAt,
  );
  const chunks = await store.chunksWithin(tx, near(presenceLimits.trackMs));
  const tracks = byAuthor(
    chunks.flatMap((chunk) => pointsOf(chunk, plane)),
    (point) => point.at,
  );
  const erased = chunks.filter((chunk) => chunk.erased);
  const ids = [...new Set(touched.flatMap((visit) => [visit.id, visit.rootId]))];
  const photographs = await store.photographsOf(tx, ids);
  const approvals = await store.approvalsOf(tx, ids);
  // Last, because it is one lock for the street, held until commit.
  await store.holdTwins(tx);
  const pairs = await store.twinsOf(tx, ids);
  const twins = new Map<string, VisitMark[]>();
  for (const { of, twin } of pairs) twins.set(of, [...(twins.get(of) ?? []), twin]);

  const graded = touched.map(({ id, rootId }) => {
    const root = rows.get(rootId)!;
    const { recordedAt: at, authorId } = root;
    const { grade, reasons } = gradePresence({
      visit: root,
      receivedAt: root.receivedAt,
      spot: root.lon === null || root.lat === null ? null : planePoint(plane, root.lon, root.lat),
      dwellSeconds: root.dwellSeconds,
      photographs: (photographs.get(rootId) ?? 0) + (rootId === id ? 0 : (photographs.get(id) ?? 0)),
      place: shapeOf(root, plane),
      track: between(tracks.get(authorId), at, presenceLimits.trackMs, (point) => point.at).filter((point) =>
        canReach(point.chunkAt, at),
      ),
      own: between(marks.get(authorId), at, presenceLimits.neighbourMs, (mark) => mark.recordedAt),
      others: twins.get(rootId) ?? [],
    });
    const settled = erased.some((chunk) => chunk.authorId === authorId && canReach(chunk.recordedAt, at));
    return { visitId: id, grade, reasons, approval: approvals.get(id) ?? null, settled };
  });
  await store.savePresence(tx, graded);
  return pairs;
}

/** Whether a chunk written at a moment can hold points around a visit. */
const canReach = (chunkAt: number, at: number): boolean =>
  chunkAt >= at - presenceLimits.trackMs && chunkAt <= at + presenceLimits.trackMs + store.CHUNK_MS;

type Point = TrackMark & { authorId: string; chunkAt: number };

function pointsOf(chunk: store.Chunk, plane: Projection): Point[] {
  return chunk.points.flatMap(([lon, lat, at, accuracy]) => {
    const spot = planePoint(plane, lon, lat);
    return spot ? [{ ...spot, at, accuracy, authorId: chunk.authorId, chunkAt: chunk.recordedAt }] : [];
  });
}

/** Metres on the street's plane; null for a position that is nowhere near the street. */
function planePoint(plane: Projection, lon: number, lat: number): { x: number; y: number } | null {
  if (Math.abs(lon - plane.lon0) > 3 || Math.abs(lat) > 84) return null;
  const [x, y] = plane.forward(lon, lat);
  return { x, y };
}

function shapeOf(row: VisitRow, plane: Projection): PlaceShape | null {
  if (row.placeLon === null || row.placeLat === null) return null;
  const middle = planePoint(plane, row.placeLon, row.placeLat);
  if (!middle) return null;
  const rings =
    row.outline?.coordinates.map((ring) => ring.map(([lon, lat]) => plane.forward(lon, lat))) ?? null;
  const known = row.ownPosition && (row.placeKind === "household" || rings !== null);
  return { ...middle, rings, reach: known ? NEAR_DOOR.own : NEAR_DOOR.building };
}

function byAuthor<T extends { authorId: string }>(
  list: readonly T[],
  timeOf: (item: T) => number,
): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of list) {
    const group = groups.get(item.authorId);
    if (group) group.push(item);
    else groups.set(item.authorId, [item]);
  }
  for (const group of groups.values()) group.sort((a, b) => timeOf(a) - timeOf(b));
  return groups;
}

/** Items within `ms` of a moment, from a list in order of time. */
function between<T>(
  list: readonly T[] | undefined,
  at: number,
  ms: number,
  timeOf: (item: T) => number,
): T[] {
  if (!list) return [];
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (timeOf(list[middle]!) < at - ms) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (end < list.length && timeOf(list[end]!) <= at + ms) end++;
  return list.slice(low, end);
}
