import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eventsFrom } from "../kernel/index.ts";
import {
  applyEvent,
  findingMachine,
  findingStateNames,
  openFinding,
  revisitDue,
  stemsOf,
  type FindingEvent,
  type FindingEventType,
  type FindingState,
  type FindingStatus,
} from "./index.ts";

const photograph = "0190a000-0000-7000-8000-000000000001";
const counted = (stems: number) => ({ method: "counted", stems }) as const;
const events: Record<FindingEventType, FindingEvent> = {
  verify: {
    type: "verify",
    species: "opium-poppy",
    stage: "flowering",
    count: counted(52),
    basis: "叶抱茎，全株无毛有白粉",
  },
  rule_out: { type: "rule_out", lookAlike: "corn-poppy", basis: "全株有刚毛，叶羽状分裂" },
  eradicate: {
    type: "eradicate",
    day: "2026-04-18",
    count: counted(52),
    method: "pulled",
    witnesses: [
      { name: "赵一", post: "社区干部" },
      { name: "钱二", post: "民警" },
    ],
    beforePhotographIds: [photograph],
    afterPhotographIds: [photograph],
  },
  revisit: { type: "revisit", day: "2026-04-25", result: "clean", count: null },
  close: { type: "close", note: "回访无异常" },
  reopen: { type: "reopen", reason: "群众再次反映" },
};
const suspected = openFinding({ source: "patrol", stage: "flowering", count: counted(50), told: [] });
const run = (...types: FindingEventType[]) =>
  types.reduce((status, type) => applyEvent(status, events[type]), suspected);

/** Every state × event, allowed ones by their next state; all the others must be refused. */
const table: Record<FindingState, Partial<Record<FindingEventType, FindingState>>> = {
  suspected: { verify: "verified", rule_out: "ruled_out" },
  verified: { eradicate: "eradicated", rule_out: "ruled_out" },
  eradicated: { revisit: "clean" },
  clean: { revisit: "clean", close: "closed" },
  ruled_out: { reopen: "suspected" },
  closed: { reopen: "suspected" },
};

describe("finding machine", () => {
  for (const state of findingStateNames) {
    for (const type of Object.keys(events) as FindingEventType[]) {
      const next = table[state][type];
      it(`${state} × ${type} ${next ? `→ ${next}` : "is refused"}`, () => {
        const status: FindingStatus = {
          ...suspected,
          state,
          eradicatedOn: "2026-04-18",
          revisitDueOn: "2026-04-25",
        };
        if (next) expect(applyEvent(status, events[type]).state).toBe(next);
        else expect(() => applyEvent(status, events[type])).toThrow(findingMachine.stateWords[state]);
      });
    }
  }

  it("runs the whole loop and keeps what was counted", () => {
    const closed = run("verify", "eradicate", "revisit", "close");
    expect(closed).toMatchObject({
      state: "closed",
      reportedStems: 50,
      verifiedStems: 52,
      eradicatedStems: 52,
      cleanRevisits: 1,
      revisitDueOn: "2026-04-25",
    });
  });

  it("refuses eradication without two different witnesses or without photographs, saying which", () => {
    const verified = run("verify");
    const eradicate = events.eradicate as Extract<FindingEvent, { type: "eradicate" }>;
    const same = { name: "赵一", post: "社区干部" };
    expect(() =>
      applyEvent(verified, { ...eradicate, witnesses: [same, { ...same, name: "赵 一" }] }),
    ).toThrow("两名见证人");
    expect(() => applyEvent(verified, { ...eradicate, beforePhotographIds: [] })).toThrow("铲除前照片");
    expect(() => applyEvent(verified, { ...eradicate, afterPhotographIds: [] })).toThrow("铲除后照片");
  });

  it("does not take an early look as proof, but takes regrowth at any time and demands a second eradication", () => {
    const eradicated = run("verify", "eradicate");
    expect(() =>
      applyEvent(eradicated, { type: "revisit", day: "2026-04-20", result: "clean", count: null }),
    ).toThrow("2026年4月25日");
    const regrown = applyEvent(eradicated, {
      type: "revisit",
      day: "2026-04-20",
      result: "regrown",
      count: counted(3),
    });
    expect(regrown).toMatchObject({ state: "verified", verifiedStems: 3, cleanRevisits: 0 });
    expect(
      applyEvent(regrown, { ...events.eradicate, count: counted(3) } as FindingEvent).eradicatedStems,
    ).toBe(55);
  });

  it("cannot be closed by any path without an eradication followed by a clean re-visit, or a ruling-out", () => {
    const types = Object.keys(events) as FindingEventType[];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...types), { maxLength: 12 }), (attempts) => {
        let status = suspected;
        const done: FindingEventType[] = [];
        for (const type of attempts) {
          if (!eventsFrom(findingMachine, status.state).includes(type)) continue;
          status = applyEvent(status, events[type]);
          done.push(type);
        }
        if (status.state === "closed") {
          expect(done.lastIndexOf("eradicate")).toBeGreaterThanOrEqual(0);
          expect(done.lastIndexOf("revisit")).toBeGreaterThan(done.lastIndexOf("eradicate"));
        }
      }),
    );
  });
});

describe("stems", () => {
  it("come from quadrats as mean density times area", () => {
    expect(
      stemsOf({
        method: "sampled",
        areaM2: 20,
        quadrats: [
          { areaM2: 1, stems: 24 },
          { areaM2: 1, stems: 28 },
        ],
      }),
    ).toBe(520);
  });
  it("of a uniformly sampled plot do not depend on how it is cut into quadrats", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 500 }),
        (density, cuts, areaM2) => {
          const quadrats = Array.from({ length: cuts }, (_, i) => ({
            areaM2: i + 1,
            stems: density * (i + 1),
          }));
          expect(stemsOf({ method: "sampled", areaM2, quadrats })).toBe(density * areaM2);
        },
      ),
    );
  });
});

it("re-visits within ten days once the plant can flower", () => {
  expect(revisitDue("flowering", "2026-04-18")).toBe("2026-04-25");
  expect(revisitDue("emergence", "2026-03-01")).toBe("2026-03-15");
});
