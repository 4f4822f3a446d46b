import { useMemo } from "react";
import type { RoundProgress } from "@lingzhu/domain/coverage";
import type { Day } from "@lingzhu/domain/kernel";
import { progressDays, progressOption, progressWords } from "./progress-option.ts";
import { useChart } from "./use-chart.ts";

export interface ProgressChartProps {
  progress: RoundProgress;
  /** The last day that is known. */
  until: Day;
  height: number;
  /** Opens a day on which somebody worked. */
  onDay?: (day: Day) => void;
}

/** What was seen so far against the time that is gone, with each day's visits; a day opens its records. */
export default function ProgressChart({ progress, until, height, onDay }: ProgressChartProps) {
  const days = useMemo(() => progressDays(progress, until), [progress, until]);
  const option = useMemo(() => progressOption(days, progress.total), [days, progress.total]);
  const frame = useChart(
    option,
    onDay
      ? ({ column }) => {
          const at = days[column];
          if (at && at.visits) onDay(at.day);
        }
      : null,
  );
  const last = days.findLast(({ seen }) => seen !== null);
  return (
    <div
      ref={frame}
      style={{ height }}
      role="img"
      aria-label={last ? `进度曲线。${progressWords(last, progress.total)}` : "进度曲线，还没有开始"}
    />
  );
}
