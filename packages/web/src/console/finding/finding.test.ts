import { describe, expect, it } from "vitest";
import { FindingEvent } from "@lingzhu/domain/finding";
import { eventOf, type EventValues } from "./event-values.ts";
import { countWords, eventWords } from "./event-words.ts";
import { stepsOf } from "./steps.ts";

const values: EventValues = {
  species: "opium-poppy",
  stage: "flowering",
  basis: "叶抱茎、被白粉",
  lookAlike: "corn-poppy",
  day: "2026-04-18",
  method: "pulled",
  witnesses: [
    { name: "李国", post: "社区干部" },
    { name: "王平", post: "邻居" },
  ],
  result: "clean",
  reason: "两次回访无复生",
  counting: "sampled",
  areaM2: 40,
  quadrats: [
    { areaM2: 1, stems: 20 },
    { areaM2: 1, stems: 30 },
  ],
};
const photographs = {
  before: ["0195a000-0000-7000-8000-000000000001"],
  after: ["0195a000-0000-7000-8000-000000000002"],
};

describe("a step of a finding", () => {
  it("becomes an event that the domain accepts, whatever the step", () => {
    for (const type of ["verify", "rule_out", "eradicate", "revisit", "close", "reopen"] as const)
      expect(FindingEvent.parse(eventOf(type, values, photographs)).type).toBe(type);
  });
  it("says on second look what will be recorded", () => {
    const { text, more } = eventWords(eventOf("eradicate", values, photographs));
    expect(text).toBe("2026年4月18日铲除，按样方推算 1,000 株（2 个样方，种植面积 40 平方米），人工拔除");
    expect(more).toEqual(["见证人：李国（社区干部）、王平（邻居）"]);
    expect(countWords({ method: "counted", stems: 32 })).toBe("逐株清点 32 株");
  });
  it("asks for a count only where plants grew again", () => {
    expect(eventOf("revisit", values, photographs)).toMatchObject({ result: "clean", count: null });
    expect(eventOf("revisit", { ...values, result: "regrown" }, photographs)).toMatchObject({
      count: { method: "sampled" },
    });
  });
  it("stands at the station that is owed next", () => {
    const now = (state: Parameters<typeof stepsOf>[0]) =>
      stepsOf(state).find((step) => step.state === "now")?.word;
    expect([now("suspected"), now("verified"), now("eradicated"), now("clean"), now("closed")]).toEqual([
      "核实",
      "铲除",
      "回访",
      "办结",
      undefined,
    ]);
    expect(stepsOf("ruled_out").map(({ word }) => word)).toEqual(["发现", "排除"]);
  });
});
