import { describe, expect, it } from "vitest";
import type { FieldPlace } from "@lingzhu/domain/patrol";
import { nextSteps, type StepMatters } from "./next-steps.ts";

let n = 0;
const place = (part: Partial<FieldPlace>): FieldPlace => ({
  id: `p${n++}`,
  kind: "household",
  name: "301",
  groupId: "b1",
  group: "汴河花园 1号楼",
  unit: null,
  floor: 3,
  lon: 116.96,
  lat: 33.64,
  isKey: false,
  state: "unseen",
  visits: 0,
  ...part,
});
/** 18 March 2026 is a Wednesday. */
const at = (time: string) => Date.parse(`2026-03-18T${time}+08:00`);
const matters = (part: Partial<StepMatters>): StepMatters => ({
  now: at("10:00"),
  today: "2026-03-18",
  revisits: [],
  zones: [],
  here: null,
  refused: 0,
  gaps: 0,
  ...part,
});
const zone = (places: FieldPlace[]) => ({ id: "z", name: "北苑片", places });
const words = (part: Partial<StepMatters>) => nextSteps(matters(part)).map(({ words }) => words);

describe("what to do now", () => {
  it("is nothing when all is done", () => {
    expect(words({ zones: [zone([place({ state: "seen" })])] })).toEqual([]);
  });
  it("sends to doors where nobody was in when people are home, and says so otherwise", () => {
    const zones = [zone([place({ state: "no_one_in" })])];
    expect(words({ zones })).toEqual(["1 户上次无人，建议 18:30 后再去"]);
    expect(words({ zones, now: at("19:00") })).toEqual(["1 户上次无人，现在去正好"]);
    // Nobody rings at four in the morning.
    expect(words({ zones, now: at("04:00") })).toEqual(["1 户上次无人，建议 18:30 后再去"]);
    expect(words({ zones, now: Date.parse("2026-03-21T10:00+08:00") })).toEqual(["1 户上次无人，现在去正好"]);
  });
  it("names the nearest building that is not finished, and opens the zone at what is unseen", () => {
    const far = place({ groupId: "b2", group: "汴河花园 2号楼", lon: 116.97 });
    const zones = [zone([far, place({}), place({ state: "seen" })])];
    const [step] = nextSteps(matters({ zones, here: { lon: 116.96, lat: 33.64 } }));
    expect(step).toMatchObject({
      words: "汴河花园 1号楼还有 1 户没去",
      to: { name: "zone", zoneId: "z", look: { only: "unseen" } },
    });
    expect(step!.aside).toMatch(/^约 .+ · 共余 2 处$/);
  });
  it("names the zone only where there are several", () => {
    const zones = [zone([place({})]), { ...zone([place({ state: "no_one_in" })]), id: "y", name: "南苑片" }];
    expect(nextSteps(matters({ zones })).map(({ aside }) => aside)).toEqual(["北苑片共余 1 处", "南苑片"]);
  });
  it("puts re-visits first, then refusals, then doors, and gaps last", () => {
    const revisit = {
      findingId: "f",
      number: "2026-001",
      placePath: "河堤",
      dueOn: "2026-03-16",
      lon: null,
      lat: null,
    };
    expect(words({ revisits: [revisit], refused: 2, gaps: 3, zones: [zone([place({})])] })).toEqual([
      "回访 河堤",
      "2 条登记没有收下，看看原因",
      "汴河花园 1号楼还有 1 户没去",
      "轨迹断了 3 处，说明一下原因",
    ]);
    expect(nextSteps(matters({ revisits: [revisit] }))[0]!.aside).toBe("最早的一处已超 2 天");
    expect(words({ revisits: [{ ...revisit, dueOn: "2026-03-19" }] })).toEqual([]);
  });
});
