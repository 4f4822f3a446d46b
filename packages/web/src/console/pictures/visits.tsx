import { lazy, Suspense } from "react";
import { Pending } from "../states/index.ts";
import type { VisitsChartProps } from "./visits-chart.tsx";

/** Charts are fetched only where one is drawn. */
const VisitsChart = lazy(() => import("./visits-chart.tsx"));

export function Visits(props: VisitsChartProps) {
  return (
    <Suspense fallback={<Pending doing="正在画图" />}>
      <VisitsChart {...props} />
    </Suspense>
  );
}
