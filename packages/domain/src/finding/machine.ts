import { longDay, type Day, type Machine } from "../kernel/index.ts";
import type { FindingEvent } from "./schema.ts";

export const findingStates = {
  suspected: "疑似",
  verified: "已核实",
  ruled_out: "已排除",
  eradicated: "已铲除待回访",
  clean: "回访无异常",
  closed: "已办结",
} as const;
export type FindingState = keyof typeof findingStates;
export const findingStateNames = Object.keys(findingStates) as [FindingState, ...FindingState[]];
/** States in which nothing more is owed. */
export const settledStates: readonly FindingState[] = ["ruled_out", "closed"];

/** What the guards need to know of a finding besides its state. */
export interface FindingFacts {
  eradicatedOn: Day | null;
  revisitDueOn: Day | null;
}

export const findingMachine: Machine<FindingState, FindingEvent, FindingFacts> = {
  noun: "发现",
  initial: "suspected",
  stateWords: findingStates,
  eventWords: {
    verify: "核实",
    rule_out: "排除",
    eradicate: "铲除",
    revisit: "回访",
    close: "办结",
    reopen: "重新打开",
  },
  transitions: {
    suspected: {
      verify: { to: "verified" },
      rule_out: { to: "ruled_out" },
    },
    verified: {
      eradicate: { to: "eradicated", guard: (event) => eradicationGap(event) },
      rule_out: { to: "ruled_out" },
    },
    eradicated: {
      revisit: { to: "clean", guard: revisitGap },
    },
    clean: {
      revisit: { to: "clean", guard: revisitGap },
      close: { to: "closed" },
    },
    ruled_out: { reopen: { to: "suspected" } },
    closed: { reopen: { to: "suspected" } },
  },
};

/** Two different witnesses, and photographs from before and after. */
function eradicationGap(event: Extract<FindingEvent, { type: "eradicate" }>): string | null {
  const names = new Set(event.witnesses.map((witness) => witness.name.replaceAll(/\s/g, "")));
  if (names.size < 2) return "铲除须有两名见证人，并分别写明姓名和身份";
  if (event.beforePhotographIds.length === 0) return "缺少铲除前照片";
  if (event.afterPhotographIds.length === 0) return "缺少铲除后照片";
  return null;
}

/** A look before the due date may record regrowth, but does not prove the ground clean. */
function revisitGap(event: Extract<FindingEvent, { type: "revisit" }>, facts: FindingFacts): string | null {
  if (facts.eradicatedOn !== null && event.day < facts.eradicatedOn) return "回访日期早于铲除日期";
  if (event.result === "clean" && facts.revisitDueOn !== null && event.day < facts.revisitDueOn)
    return `回访应在${longDay(facts.revisitDueOn)}当日或之后，过早看不出复生`;
  if (event.result === "regrown" && event.count === null) return "复生须写明株数";
  return null;
}
