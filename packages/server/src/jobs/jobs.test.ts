import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { openTestHouse, type TestHouse } from "../../test/house.ts";
import type { Job } from "./job.ts";
import { runDue, startJobs } from "./runner.ts";
import { nextAt } from "./schedule.ts";
import { jobStates } from "./store.ts";

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse();
});
afterAll(() => house.close());

const MINUTE = 60_000;
let runs: string[];
beforeEach(() => void (runs = []));

const job = (name: string, run: () => Promise<string> = async () => "做完了"): Job => ({
  name,
  word: "测试",
  schedule: { everyMinutes: 10 },
  leaseMinutes: 5,
  run: async () => {
    runs.push(name);
    return run();
  },
});
const stateOf = async (name: string) => (await jobStates(house.floor.db)).find((row) => row.name === name)!;

it("falls due after its minutes, or at its hour in China", () => {
  const morning = Date.parse("2026-03-01T01:00:00Z"); // 09:00
  expect(nextAt({ everyMinutes: 10 }, morning)).toBe(morning + 10 * MINUTE);
  expect(nextAt({ dailyAt: "09:30" }, morning)).toBe(morning + 30 * MINUTE);
  expect(nextAt({ dailyAt: "09:00" }, morning)).toBe(morning + 24 * 60 * MINUTE);
  expect(nextAt({ dailyAt: "00:10" }, morning)).toBe(Date.parse("2026-03-01T16:10:00Z"));
});

it("runs when due, not before, and again after its time", async () => {
  const one = job("test.due");
  await runDue(house.floor, [one]);
  expect(runs).toEqual([]);
  house.clock.now += 10 * MINUTE;
  expect(await runDue(house.floor, [one])).toEqual([{ name: "test.due", failed: false, words: "做完了" }]);
  await runDue(house.floor, [one]);
  expect(runs).toHaveLength(1);
  house.clock.now += 10 * MINUTE;
  await runDue(house.floor, [one]);
  expect(runs).toHaveLength(2);
});

it("runs once however many processes look", async () => {
  let release = () => {};
  const held = new Promise<void>((resolve) => void (release = resolve));
  const one = job("test.once", async () => {
    await held;
    return "一次";
  });
  await runDue(house.floor, [one]);
  house.clock.now += 10 * MINUTE;
  const looks = Array.from({ length: 4 }, () => runDue(house.floor, [one]));
  const idle = await Promise.race(looks);
  expect(idle).toEqual([]);
  release();
  const all = (await Promise.all(looks)).flat();
  expect(all).toEqual([{ name: "test.once", failed: false, words: "一次" }]);
  expect(runs).toHaveLength(1);
});

it("is taken over when its process died, and the late one changes nothing", async () => {
  let release = () => {};
  const held = new Promise<void>((resolve) => void (release = resolve));
  await runDue(house.floor, [job("test.lease")]);
  house.clock.now += 10 * MINUTE;
  const dead = runDue(house.floor, [
    job("test.lease", async () => {
      await held;
      return "迟到的";
    }),
  ]);
  await expect.poll(() => runs.length).toBe(1);
  house.clock.now += 4 * MINUTE;
  expect(await runDue(house.floor, [job("test.lease")])).toEqual([]);
  house.clock.now += 2 * MINUTE;
  expect(await runDue(house.floor, [job("test.lease")])).toHaveLength(1);
  release();
  await dead;
  expect(await stateOf("test.lease")).toMatchObject({ words: "做完了", claimedBy: null });
});

it("keeps a failure in words, stops no other job, and tries again within a quarter of an hour", async () => {
  const bad: Job = {
    ...job("test.bad", async () => {
      throw new Error("磁盘已满");
    }),
    schedule: { dailyAt: "09:00" },
  };
  const good = job("test.good");
  await runDue(house.floor, [bad, good]);
  house.clock.now += 24 * 60 * MINUTE;
  const ran = await runDue(house.floor, [bad, good]);
  expect(ran.map(({ failed }) => failed)).toEqual([true, false]);
  const state = await stateOf("test.bad");
  expect(state).toMatchObject({ failed: true, words: "磁盘已满" });
  expect(state.nextAt - house.clock.now).toBeLessThanOrEqual(15 * MINUTE);
});

it("goes on looking after a failure, and ends with its last run", async () => {
  const failures: string[] = [];
  const bad = job("test.loop", async () => {
    throw new Error("没有连上");
  });
  await runDue(house.floor, [bad]);
  house.clock.now += 10 * MINUTE;
  const loop = startJobs(house.floor, [bad], (words) => void failures.push(words));
  await loop.stop();
  expect(failures).toEqual(["test.loop：没有连上"]);
});
