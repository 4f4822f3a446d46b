/** What the chart of visits shows, as an ECharts option. Pure. */
import type { EChartsCoreOption } from "echarts/core";
import { shortDay } from "../../shared/format/index.ts";
import { ground } from "../../shared/theme/index.ts";

export interface VisitsByCommunity {
  id: string;
  name: string;
  visitsLast7Days: readonly { day: string; visits: number }[];
}

/** Quiet hues that mean nothing: none is a state's colour, neighbours differ in lightness as well. */
const HUES = ["#34507f", "#9db0d3", "#56646f", "#b9b2a3", "#6d6a94", "#c8c5dd"];

export function visitsOption(communities: readonly VisitsByCommunity[]): EChartsCoreOption {
  const days = communities[0]?.visitsLast7Days.map(({ day }) => shortDay(day)) ?? [];
  return {
    animation: false,
    color: HUES,
    grid: { left: 8, right: 8, top: 40, bottom: 4, outerBoundsMode: "same" },
    legend: { left: 0, top: 0, icon: "rect", itemWidth: 12, itemHeight: 12 },
    tooltip: { trigger: "axis", axisPointer: { type: "shadow" } },
    xAxis: {
      type: "category",
      data: days,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: ground.ruleStrong } },
    },
    yAxis: { type: "value", minInterval: 1, splitLine: { lineStyle: { color: ground.rule } } },
    series: communities.map(({ name, visitsLast7Days }) => ({
      type: "bar",
      name,
      stack: "visits",
      barMaxWidth: 46,
      itemStyle: { borderColor: ground.surface, borderWidth: 1 },
      data: visitsLast7Days.map(({ visits }) => visits),
    })),
  };
}
