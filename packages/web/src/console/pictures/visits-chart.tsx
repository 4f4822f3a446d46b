import { useMemo } from "react";
import { useChart } from "./use-chart.ts";
import { visitsOption, type VisitsByCommunity } from "./visits-option.ts";

export interface VisitsChartProps {
  communities: readonly VisitsByCommunity[];
  height: number;
  onOpen?: (communityId: string) => void;
}

/** Visits of each day, stacked by community; a stretch opens its community. */
export default function VisitsChart({ communities, height, onOpen }: VisitsChartProps) {
  const option = useMemo(() => visitsOption(communities), [communities]);
  const frame = useChart(
    option,
    onOpen
      ? ({ series }) => {
          const community = communities.find(({ name }) => name === series);
          if (community) onOpen(community.id);
        }
      : null,
  );
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
