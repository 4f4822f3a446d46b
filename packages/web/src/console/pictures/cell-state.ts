import { findingStates, type FindingState } from "@lingzhu/domain/finding";
import { placeStates, type PlaceState } from "@lingzhu/domain/patrol";
import { toneOfPlaceState, type StateTone } from "../../shared/theme/index.ts";

/** Tone of a finding: solid while open, white once the ground is clean; ruled out leaves no mark. */
export function toneOfFinding(state: FindingState | null): StateTone | null {
  if (state === null || state === "ruled_out") return null;
  return state === "clean" || state === "closed" ? "cleared" : "found";
}

/** What a cell or symbol shows: a plant found there outweighs whether somebody looked in this round. */
export const toneOfCell = (state: PlaceState, finding: FindingState | null): StateTone =>
  toneOfFinding(finding) ?? toneOfPlaceState[state];

/** The words of a cell: 未查; 已查，发现已核实. */
export function wordsOfCell(state: PlaceState, finding: FindingState | null): string {
  const words: string = placeStates[state];
  return finding === null ? words : `${words}，发现${findingStates[finding]}`;
}
