/** 进度曲线: how a round came along, day by day, against the time it had; as an ECharts option. Pure. */
import type { EChartsCoreOption } from "echarts/core";
import type { RoundProgress } from "@lingzhu/domain/coverage";
import { addDays, daysBetween, sharePercent, type Day } from "@lingzhu/domain/kernel";
import { count, shortDay } from "../../shared/format/index.ts";
import { ground, states } from "../../shared/theme/index.ts";

/** One day of the curve. */
export interface ProgressDay {
  day: Day;
  /** Visits on the day; null for days that have not come. */
  visits: number | null;
  /** Places seen by the end of the day; null for days that have not come. */
  seen: number | null;
  /** Share of the round's time that is gone at the end of the day, 0 to 1; 1 after its last day. */
  time: number;
}

/** Every day of the round, and the days worked before or after it; nothing is known beyond `until`. */
export function progressDays(progress: RoundProgress, until: Day): ProgressDay[] {
  const worked = new Map(progress.days.map((day) => [day.day, day]));
  const days = progress.days.map(({ day }) => day).filter((day) => day <= until);
  const first = days.reduce((least, day) => (day < least ? day : least), progress.start);
  const last = days.reduce((most, day) => (day > most ? day : most), progress.end);
  const span = daysBetween(progress.start, progress.end) + 1;
  const shown: ProgressDay[] = [];
  let seen = 0;
  for (let day = first; day <= last; day = addDays(day, 1)) {
    const work = worked.get(day);
    if (work) seen = work.seen;
    const gone = daysBetween(progress.start, day) + 1;
    const come = day <= until;
    shown.push({
      day,
      visits: come ? (work?.visits ?? 0) : null,
      seen: come ? seen : null,
      time: Math.min(1, Math.max(0, gone / span)),
    });
  }
  return shown;
}

/** "05-14 踏查 312 次，累计已查 3,211 / 13,479 处 23.8%，时间过了 19%" */
export function progressWords({ day, visits, seen, time }: ProgressDay, total: number): string {
  const gone = `时间过了 ${Math.floor(time * 100)}%`;
  if (seen === null) return `${shortDay(day)} 还没有到，${gone}`;
  return `${shortDay(day)} 踏查 ${count(visits ?? 0)} 次，累计已查 ${count(seen)} / ${count(total)} 处 ${
    sharePercent(seen, total) ?? ""
  }，${gone}`;
}

/** Means nothing: no state has this hue. */
const VISITS = "#c4bfd6";
const percent = (share: number) => Math.round(share * 1000) / 10;

export function progressOption(days: readonly ProgressDay[], total: number): EChartsCoreOption {
  const line = { type: "line", symbol: "none", yAxisIndex: 0 } as const;
  return {
    animation: false,
    grid: { left: 4, right: 4, top: 34, bottom: 2, outerBoundsMode: "same" },
    legend: { left: 0, top: 0, itemWidth: 16, itemHeight: 8, selectedMode: false },
    tooltip: {
      trigger: "axis",
      confine: true,
      formatter: ([at]: { dataIndex: number }[]) => {
        const day = at ? days[at.dataIndex] : undefined;
        return day ? progressWords(day, total).split("，").join("<br>") : "";
      },
    },
    xAxis: {
      type: "category",
      data: days.map(({ day }) => shortDay(day)),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: ground.ruleStrong } },
    },
    yAxis: [
      {
        type: "value",
        min: 0,
        max: 100,
        interval: 25,
        axisLabel: { formatter: "{value}%" },
        splitLine: { lineStyle: { color: ground.rule } },
      },
      {
        type: "value",
        min: 0,
        minInterval: 1,
        splitLine: { show: false },
        axisLabel: { formatter: "{value} 次" },
      },
    ],
    series: [
      {
        type: "bar",
        name: "当天踏查次数",
        yAxisIndex: 1,
        barMaxWidth: 22,
        itemStyle: { color: VISITS },
        data: days.map(({ visits }) => visits),
      },
      {
        ...line,
        name: "累计已查",
        lineStyle: { color: states.seen.line, width: 2.5 },
        itemStyle: { color: states.seen.line },
        areaStyle: { color: states.seen.fill, opacity: 0.35 },
        data: days.map(({ seen }) => (seen === null || total === 0 ? null : percent(seen / total))),
      },
      {
        ...line,
        name: "时间进度",
        lineStyle: { color: ground.inkFaint, width: 1.5, type: "dashed" },
        itemStyle: { color: ground.inkFaint },
        data: days.map(({ time }) => percent(time)),
      },
    ],
  };
}
