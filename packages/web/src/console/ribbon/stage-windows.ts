import type { Day } from "@lingzhu/domain/kernel";
import type { PlantStage } from "@lingzhu/domain/patrol";

/** Month and day on which a stage usually begins and ends. */
interface Window {
  stage: PlantStage;
  from: string;
  to: string;
}

/**
 * When the plant stands in which stage around 33.6° N. Unverified: set between reports from 怀远 (33.0° N, capsules
 * forming on 04-23), 西安 (34.1° N, flower to fruit in mid-May) and 启东 (31.8° N, fruiting in June). It only tints
 * the ribbon; nothing is counted from it.
 */
const windows: readonly Window[] = [
  { stage: "emergence", from: "02-10", to: "04-05" },
  { stage: "flowering", from: "04-06", to: "05-05" },
  { stage: "fruiting", from: "05-06", to: "06-10" },
];

/** The windows of every year that the season touches. */
export function stageWindowsOf(start: Day, end: Day): { stage: PlantStage; start: Day; end: Day }[] {
  const years = [...new Set([start.slice(0, 4), end.slice(0, 4)])];
  return years
    .flatMap((year) =>
      windows.map(({ stage, from, to }) => ({ stage, start: `${year}-${from}`, end: `${year}-${to}` })),
    )
    .filter((window) => window.start <= end && window.end >= start)
    .map((window) => ({
      ...window,
      start: window.start < start ? start : window.start,
      end: window.end > end ? end : window.end,
    }));
}
