import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { init, use, type EChartsCoreOption, type EChartsType } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { useEffect, useEffectEvent, useRef, type RefObject } from "react";
import { fontFamily, ground } from "../../shared/theme/index.ts";

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

/** Where somebody pressed: which column of the axis, and the series when a mark of it was hit. */
export interface ChartPress {
  column: number;
  series: string | null;
}

/** Draws an option into the frame that the ref is put on, as wide as the frame is. */
export function useChart(
  option: EChartsCoreOption,
  onPress: ((at: ChartPress) => void) | null,
): RefObject<HTMLDivElement | null> {
  const frame = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | null>(null);
  const pressed = useEffectEvent((at: ChartPress) => onPress?.(at));
  const presses = onPress !== null;
  useEffect(() => {
    const made = init(frame.current, null, { renderer: "svg" });
    chart.current = made;
    let series: string | null = null;
    made.on("mousedown", ({ seriesName }) => {
      series = seriesName ?? null;
    });
    // The whole column can be pressed: the mark of a small day is too thin to hit.
    made.getZr().on("click", ({ offsetX, offsetY }) => {
      const at = [offsetX, offsetY];
      if (made.containPixel("grid", at)) {
        const [column] = made.convertFromPixel({ seriesIndex: 0 }, at) as number[];
        if (column !== undefined) pressed({ column: Math.round(column), series });
      }
      series = null;
    });
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
      { textStyle: { fontFamily, color: ground.inkSoft }, ...option },
      { notMerge: true },
    );
  }, [option]);
  useEffect(() => {
    if (frame.current) frame.current.style.cursor = presses ? "pointer" : "";
  }, [presses]);
  return frame;
}
