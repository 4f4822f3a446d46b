import { describe, expect, it } from "vitest";
import type { UnseenRow } from "@lingzhu/domain/coverage";
import { areaWords, shareWords } from "./area-words.ts";
import { nextRound } from "./next-round.ts";
import { unseenAdvice } from "./unseen-advice.ts";
import { walksOf } from "./walks.ts";

const campaign = { start: "2026-03-01", end: "2026-06-30" };

describe("the next round", () => {
  it("begins with the campaign and then follows the last one by stage and day", () => {
    expect(nextRound(campaign, [], "2026-02-01")).toEqual({
      name: "第一轮踏查",
      kind: "patrol",
      stage: "emergence",
      start: "2026-03-01",
      end: "2026-03-14",
    });
    const first = { stage: "emergence" as const, end: "2026-03-20", ordinal: 1 };
    expect(nextRound(campaign, [first], "2026-03-18")).toMatchObject({
      name: "第二轮踏查",
      stage: "flowering",
      start: "2026-03-21",
    });
  });
  it("does not outlast the campaign", () => {
    const last = { stage: "fruiting" as const, end: "2026-06-24", ordinal: 3 };
    expect(nextRound(campaign, [last], "2026-06-20")).toMatchObject({
      stage: "fruiting",
      start: "2026-06-25",
      end: "2026-06-30",
    });
  });
});

describe("advice on the unseen", () => {
  const row = (state: UnseenRow["state"], at: string | null): UnseenRow => ({
    placeId: "p",
    kind: "household",
    path: "",
    communityId: null,
    community: "",
    state,
    visits: 1,
    lastVisitAt: at ? Date.parse(`2026-04-18T${at}+08:00`) : null,
    zone: "一片",
    team: null,
    contractCadre: null,
  });
  it("sends people in the evening where nobody is in by day", () => {
    expect(
      unseenAdvice([row("no_one_in", "10:00"), row("no_one_in", "15:30"), row("unseen", null)]),
    ).toContain("18:30");
    expect(unseenAdvice([row("no_one_in", "19:00"), row("no_one_in", "20:00")])).toBe("");
    expect(unseenAdvice([])).toBe("");
  });
});

it("adds up walks by person and day without the gaps", () => {
  const ms = Date.parse("2026-04-18T09:00+08:00");
  const points = [
    [116, 33, ms, 5],
    [116, 33.001, ms + 60_000, 5],
    [116, 33.5, ms + 600_000, 5],
    [116, 33.501, ms + 660_000, 5],
  ] as [number, number, number, number][];
  const [walk] = walksOf([{ factId: "t", by: "周启明", recordedAt: ms, points }]);
  expect(walk).toMatchObject({ day: "2026-04-18", by: "周启明", gaps: 1, points: 4 });
  expect(walk!.metres).toBeGreaterThan(221);
  expect(walk!.metres).toBeLessThan(224);
});

describe("areas", () => {
  it("speaks of square metres below one mu, and of mu above, rounded down", () => {
    expect([areaWords(0.4), areaWords(666.6), areaWords(666.67), areaWords(1999.9)]).toEqual([
      "0 ㎡",
      "666 ㎡",
      "1 亩",
      "2.9 亩",
    ]);
    expect([shareWords(999.9, 1000), shareWords(0, 0)]).toEqual(["99.9%", "—"]);
  });
});
