/** 街道底图: taken in whole and checked, handed out in the ranges that phones ask for. */
import { existsSync } from "node:fs";
import { open, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Actor } from "@lingzhu/domain/access";
import { problem } from "@lingzhu/domain/kernel";
import { baseMapLimits, type BaseMapFile } from "@lingzhu/domain/place";
import { read, transact, type Floor } from "../db/transact.ts";
import type { FileAnswer } from "../http/route.ts";
import { sha256Of } from "../photograph/media.ts";
import * as store from "./base-map-store.ts";
import { readPmtilesHeader } from "./pmtiles-header.ts";

const OWNER_ONLY = 0o600;
/** Degrees by which a file may end short of the street's centre: about two kilometres. */
const NEAR = 0.02;

const pathOf = (floor: Floor, streetId: number, id: string) => join(floor.baseMapDir, `${streetId}-${id}`);

/** The file in use. Its bytes are no part of a backup: after a restore there is none until it is uploaded again. */
export async function baseMapInUse(floor: Floor, actor: Actor): Promise<{ file: BaseMapFile | null }> {
  const file = await read(floor, actor, store.fileInUse);
  const isHere = file && existsSync(pathOf(floor, actor.streetId, file.id));
  return { file: isHere ? file : null };
}

/** Takes a file in and puts it in the place of the one before. */
export async function uploadBaseMap(
  floor: Floor,
  actor: Actor,
  filename: string,
  bytes: Uint8Array,
): Promise<{ file: BaseMapFile | null }> {
  if (!(bytes instanceof Uint8Array))
    throw problem("input.unreadable", { reason: `没有收到「${filename}」的内容` });
  const header = readPmtilesHeader(bytes);
  if ("fault" in header) throw problem("input.unreadable", { reason: header.fault });
  const center = await read(floor, actor, store.streetCenter);
  if (center?.centerLon != null && center.centerLat != null) {
    const [west, south, east, north] = header.bounds;
    const inside = (at: number, from: number, to: number) => at >= from - NEAR && at <= to + NEAR;
    if (!inside(center.centerLon, west, east) || !inside(center.centerLat, south, north))
      throw problem("input.unreadable", { reason: "这份地图不包括本街道" });
  }
  const id = floor.newId();
  const path = pathOf(floor, actor.streetId, id);
  // Bytes first, row second: a row says that the file is really there.
  await writeFile(path, bytes, { mode: OWNER_ONLY, flag: "wx" });
  try {
    const before = await transact(floor, actor, async (tx) => {
      const replaced = await store.removeInUse(tx);
      const sha256 = sha256Of(bytes);
      const { accountId } = actor;
      await store.insertFile(tx, { ...header, id, filename, bytes: bytes.byteLength, sha256, accountId });
      tx.audit({
        act: "base-map.upload",
        noun: "base-map",
        id,
        detail: { bytes: bytes.byteLength, sha256, replaced },
      });
      return replaced;
    });
    if (before) await rm(pathOf(floor, actor.streetId, before), { force: true });
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
  return baseMapInUse(floor, actor);
}

/** Takes the file out of use; phones let go of their copies when they next ask. */
export async function removeBaseMap(floor: Floor, actor: Actor): Promise<{ file: null }> {
  const removed = await transact(floor, actor, async (tx) => {
    const id = await store.removeInUse(tx);
    if (!id) throw problem("record.missing", { noun: "底图" });
    tx.audit({ act: "base-map.remove", noun: "base-map", id });
    return id;
  });
  await rm(pathOf(floor, actor.streetId, removed), { force: true });
  return { file: null };
}

/** One part of the file, as a `Range` header of one range asks for it (RFC 9110 §14). */
export async function readBaseMap(
  floor: Floor,
  actor: Actor,
  id: string,
  range: string | undefined,
): Promise<FileAnswer> {
  const { file } = await baseMapInUse(floor, actor);
  if (file?.id !== id) throw problem("record.missing", { noun: "底图" });
  const asked = /^bytes=(\d{1,12})-(\d{1,12})$/.exec(range ?? "");
  const [from, to] = [Number(asked?.[1]), Math.min(Number(asked?.[2]), file.bytes - 1)];
  if (!asked || from > to || to - from >= baseMapLimits.part)
    throw problem("base-map.range", { most: baseMapLimits.part });
  const handle = await open(pathOf(floor, actor.streetId, id)).catch(() => {
    throw problem("record.missing", { noun: "底图" });
  });
  try {
    const bytes = new Uint8Array(to - from + 1);
    await handle.read(bytes, 0, bytes.byteLength, from);
    return {
      bytes,
      mime: "application/vnd.pmtiles",
      filename: file.filename,
      immutable: true,
      part: { from, to, of: file.bytes },
    };
  } finally {
    await handle.close();
  }
}
