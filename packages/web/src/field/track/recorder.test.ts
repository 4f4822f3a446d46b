import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { addDays, dayOf, idSource } from "@lingzhu/domain/kernel";
import type { FactOf } from "@lingzhu/domain/sync";
import { openVault } from "../../../test/open-vault.ts";
import type { Fix } from "../position/watch.ts";
import { FieldDatabase } from "../store/database.ts";
import { factMaker } from "../store/fact-maker.ts";
import { keep } from "../store/kept.ts";
import { openLoosePoints } from "../store/loose-points.ts";
import { openOutbox } from "../store/outbox.ts";
import { zoneKey } from "../zone/zone-package.ts";
import { isAssigned } from "./assignment.ts";
import { gapsOf, noteGap, settleGap } from "./gaps.ts";
import { paceOf, type Battery } from "./pace.ts";
import { openRecorder, restingRecorder, type Recorder, type RecorderState } from "./recorder.ts";
import { trackPoint } from "./chunk.ts";

const ME = "0190a000-0000-7000-8000-000000000001";
const ZONE = "0190a000-0000-7000-8000-000000000002";
const ROUND = "0190a000-0000-7000-8000-000000000003";
const MINUTE = 60_000;
const chosen = { zoneId: ZONE, roundId: ROUND, zoneName: "振兴社区片" };

const vault = await openVault(ME);
let db: FieldDatabase;
let names = 0;
let listeners: ((fix: Fix) => void)[];
let pace: number;
let screens: number;
let state: RecorderState;
let tick: () => void;

beforeEach(() => {
  db = new FieldDatabase(`recorder-${names++}`);
  db.admit(vault);
  listeners = [];
  pace = 0;
  screens = 0;
  state = restingRecorder;
});
const today = () => dayOf(Date.now());
const giveZone = (round: { start: string; end: string }) =>
  keep(db, zoneKey(ME, ZONE), { zone: { id: ZONE, name: "片" }, round: { id: ROUND, ...round }, places: [] });
const runningRound = () => ({ start: addDays(today(), -1), end: addDays(today(), 1) });

/** On a busy machine the store takes its time. */
const untilSo = (check: () => unknown) => vi.waitFor(check, { timeout: 15_000 });

let bytes = 0;
function open(battery: Battery | null = null): Recorder {
  const newId = idSource(Date.now, (length) => new Uint8Array(length).fill(bytes++ % 256));
  // The minute is the test's to let pass.
  vi.spyOn(globalThis, "setInterval").mockImplementation(((work: () => void) => {
    tick = work;
    return 0;
  }) as never);
  const recorder = openRecorder({
    db,
    outbox: openOutbox(db, vault),
    points: openLoosePoints(db, vault),
    make: factMaker({ newId, deviceId: ME, now: Date.now }),
    personId: ME,
    onFact: () => {},
    onState: (next) => void (state = next),
    listenTo: (onFix) => {
      listeners.push(onFix);
      return {
        setPace: (next) => void (pace = next),
        stop: () => void listeners.splice(listeners.indexOf(onFix), 1),
      };
    },
    keepScreen: (onChange) => {
      screens++;
      onChange(true);
      return { release: () => void screens-- };
    },
    battery: async () => battery,
  });
  return recorder;
}
/** A step of a walk eastwards, `seconds` from the start. */
const start = Date.now() - 30 * MINUTE;
const walkTo = (seconds: number) =>
  listeners.at(-1)?.({
    lon: 116.96 + seconds * 0.00001,
    lat: 33.64,
    accuracy: 8,
    at: start + seconds * 1_000,
  });
const tracks = async () =>
  (await openOutbox(db, vault).latest(100)).map(({ fact }) => fact as FactOf<"track">).reverse();
const pointsOf = async () => (await tracks()).flatMap(({ body }) => body.points);

describe("a recording", { timeout: 30_000 }, () => {
  it("begins only in a zone of one's own, in a round that runs today", async () => {
    const recorder = open();
    expect(await recorder.start(chosen)).toBe(false);
    await giveZone({ start: addDays(today(), -9), end: addDays(today(), -1) });
    expect(await recorder.start(chosen)).toBe(false);
    expect(listeners).toEqual([]);
    await giveZone(runningRound());
    expect(await recorder.start(chosen)).toBe(true);
    expect(listeners).toHaveLength(1);
    expect(state).toMatchObject({ recording: chosen, awake: true });
  });

  it("becomes facts, all points once and in order, and lets the screen go when stopped", async () => {
    await giveZone(runningRound());
    const recorder = open();
    await recorder.start(chosen);
    for (let second = 0; second < 150; second += 2) walkTo(second);
    await recorder.stop();
    const points = await pointsOf();
    expect(points).toHaveLength(75);
    expect(points.map(([, , at]) => at)).toEqual(points.map(([, , at]) => at).sort((a, b) => a - b));
    expect((await tracks()).every(({ roundId }) => roundId === ROUND)).toBe(true);
    expect(await db.points.count()).toBe(0);
    expect([listeners.length, screens]).toEqual([0, 0]);
    expect(state).toMatchObject({ recording: null, ended: null });
  });

  it("notes a silence as a gap, with its times", async () => {
    await giveZone(runningRound());
    const recorder = open();
    await recorder.start(chosen);
    for (const second of [0, 10, 20, 200, 210]) walkTo(second);
    await recorder.stop();
    expect(await gapsOf(db, ME)).toEqual([
      { zoneId: ZONE, roundId: ROUND, from: start + 20_000, to: start + 200_000 },
    ]);
    // No fact joins the two sides.
    for (const { body } of await tracks())
      expect(body.points.at(-1)![2] - body.points[0]![2]).toBeLessThanOrEqual(20_000);
  });

  it("goes on after a reload, and the time of the reload is a gap even when all points were facts already", async () => {
    await giveZone(runningRound());
    const before = open();
    await before.start(chosen);
    for (const second of [0, 10, 20]) walkTo(second);
    await untilSo(async () => expect(await db.points.count()).toBe(3));
    tick();
    await untilSo(async () => expect(await db.points.count()).toBe(0));
    before.leave();

    const after = open();
    await untilSo(() => expect(listeners).toHaveLength(1));
    expect(state.recording).toMatchObject(chosen);
    walkTo(400);
    walkTo(405);
    await after.stop();
    expect(await gapsOf(db, ME)).toMatchObject([{ from: start + 20_000, to: start + 400_000 }]);
    expect(await pointsOf()).toHaveLength(5);
  });

  it("loses no point to a reload before the minute is over", async () => {
    await giveZone(runningRound());
    const before = open();
    await before.start(chosen);
    walkTo(0);
    walkTo(10);
    await untilSo(async () => expect(await db.points.count()).toBe(2));
    before.leave();
    const after = open();
    await untilSo(() => expect(listeners).toHaveLength(1));
    await after.stop();
    expect(await pointsOf()).toHaveLength(2);
  });

  it("ends by itself when the zone is given to somebody else, and keeps what was walked", async () => {
    await giveZone(runningRound());
    const recorder = open();
    await recorder.start(chosen);
    walkTo(0);
    walkTo(10);
    await untilSo(async () => expect(await db.points.count()).toBe(2));
    await db.kept.delete(zoneKey(ME, ZONE));
    tick();
    await untilSo(() => expect(state).toMatchObject({ recording: null, ended: "unassigned" }));
    expect(await pointsOf()).toHaveLength(2);
    expect([listeners.length, screens]).toEqual([0, 0]);
    expect(await recorder.start(chosen)).toBe(false);
  });

  it("does not go on the next morning", async () => {
    await giveZone(runningRound());
    await keep(db, `${ME}/recording`, { ...chosen, startedAt: Date.now() - 15 * 60 * MINUTE });
    open();
    await untilSo(async () => expect(await db.kept.get(`${ME}/recording`)).toBeUndefined());
    expect(listeners).toEqual([]);
  });

  it("looks less often on a low battery", async () => {
    await giveZone(runningRound());
    const recorder = open({ level: 0.1, charging: false });
    await recorder.start(chosen);
    await untilSo(() => {
      walkTo(names++);
      expect(pace).toBeGreaterThan(0);
    });
    await recorder.stop();
  });
});

describe("gaps without a reason", () => {
  const gap = { zoneId: ZONE, roundId: ROUND, from: 1_000, to: 50_000 };
  it("are kept once, the oldest first, of one person, until they are settled", async () => {
    const later = { ...gap, from: 90_000, to: 200_000 };
    for (const one of [later, gap, gap]) await noteGap(db, ME, one);
    expect(await gapsOf(db, ME)).toEqual([gap, later]);
    expect(await gapsOf(db, ZONE)).toEqual([]);
    await settleGap(db, ME, gap);
    expect(await gapsOf(db, ME)).toEqual([later]);
  });
});

describe("the pace", () => {
  const at = (seconds: number, east: number) =>
    trackPoint(116.96 + east * 0.00001, 33.64, seconds * 1_000, 8);
  const walking = Array.from({ length: 30 }, (_, i) => at(i * 10, i * 12));
  const standing = Array.from({ length: 30 }, (_, i) => at(i * 10, i % 3));
  it("is every position while walking, and slower for somebody who stands", () => {
    expect(paceOf([], 0, null)).toBe(0);
    expect(paceOf(walking, 290_000, null)).toBe(0);
    expect(paceOf(standing, 290_000, null)).toBeGreaterThan(0);
    expect(paceOf(standing.slice(0, 6), 50_000, null)).toBe(0);
  });
  it("spares a low battery that is not being charged", () => {
    expect(paceOf(walking, 290_000, { level: 0.1, charging: false })).toBeGreaterThan(0);
    expect(paceOf(walking, 290_000, { level: 0.1, charging: true })).toBe(0);
    expect(paceOf(walking, 290_000, { level: 0.8, charging: false })).toBe(0);
  });
  it("never makes a gap by itself", () => {
    expect(paceOf(standing, 290_000, null)).toBeLessThan(30_000 - 10_000);
    expect(paceOf(walking, 290_000, { level: 0.05, charging: false })).toBeLessThan(30_000 - 10_000);
  });
});

describe("an assignment", () => {
  const zone = { round: { id: ROUND, start: "2026-04-01", end: "2026-04-14" } } as never;
  const on = (day: string) => Date.parse(`${day}T12:00:00+08:00`);
  it.each([
    ["2026-03-31", false],
    ["2026-04-01", true],
    ["2026-04-14", true],
    ["2026-04-15", false],
  ])("on %s: %s", (day, holds) => expect(isAssigned(zone, ROUND, on(day))).toBe(holds));
  it("is of one round and one zone", () => {
    expect(isAssigned(zone, ZONE, on("2026-04-02"))).toBe(false);
    expect(isAssigned(null, ROUND, on("2026-04-02"))).toBe(false);
  });
});
