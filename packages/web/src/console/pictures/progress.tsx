import { lazy, Suspense } from "react";
import { Pending } from "../states/index.ts";
import type { ProgressChartProps } from "./progress-chart.tsx";

/** Charts are fetched only where one is drawn. */
const ProgressChart = lazy(() => import("./progress-chart.tsx"));

export function Progress(props: ProgressChartProps) {
  return (
    <Suspense fallback={<Pending doing="正在画图" />}>
      <ProgressChart {...props} />
    </Suspense>
  );
}
