import { BarChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { init, use, type EChartsType } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { useEffect, useEffectEvent, useRef } from "react";
import { fontFamily, ground } from "../../shared/theme/index.ts";
import { visitsOption, type VisitsByCommunity } from "./visits-option.ts";

use([BarChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

export interface VisitsChartProps {
  communities: readonly VisitsByCommunity[];
  height: number;
  onOpen?: (communityId: string) => void;
}

/** Visits of each day, stacked by community; a stretch opens its community. */
export default function VisitsChart({ communities, height, onOpen }: VisitsChartProps) {
  const frame = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | null>(null);
  const opened = useEffectEvent((name: string) => {
    const community = communities.find((one) => one.name === name);
    if (community) onOpen?.(community.id);
  });
  useEffect(() => {
    const made = init(frame.current, null, { renderer: "svg" });
    chart.current = made;
    made.on("click", ({ seriesName }) => opened(seriesName ?? ""));
    const observer = new ResizeObserver(() => made.resize());
    observer.observe(frame.current!);
    return () => {
      observer.disconnect();
      chart.current = null;
      made.dispose();
    };
  }, []);
  useEffect(() => {
    chart.current?.setOption(
      { textStyle: { fontFamily, color: ground.inkSoft }, ...visitsOption(communities) },
      { notMerge: true },
    );
  }, [communities]);
  const total = communities.reduce(
    (sum, { visitsLast7Days }) => sum + visitsLast7Days.reduce((day, { visits }) => day + visits, 0),
    0,
  );
  return (
    <div
      ref={frame}
      style={{ height }}
      role="img"
      aria-label={`近七天共踏查 ${total} 次，各社区见上面的小柱`}
    />
  );
}
