/** The stations of a finding, and which of them are behind it. Pure. */
import type { FindingState } from "@lingzhu/domain/finding";

export type StepState = "done" | "now" | "ahead";
export interface Step {
  word: string;
  state: StepState;
}

const STATIONS = ["发现", "核实", "铲除", "回访", "办结"] as const;
/** How many stations are done in each state. */
const DONE: Record<Exclude<FindingState, "ruled_out">, number> = {
  suspected: 1,
  verified: 2,
  eradicated: 3,
  clean: 4,
  closed: 5,
};

export function stepsOf(state: FindingState): Step[] {
  if (state === "ruled_out")
    return [
      { word: "发现", state: "done" },
      { word: "排除", state: "done" },
    ];
  return STATIONS.map((word, i) => ({
    word,
    state: i < DONE[state] ? "done" : i === DONE[state] ? "now" : "ahead",
  }));
}
