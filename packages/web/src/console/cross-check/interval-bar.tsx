import { sharePercent } from "@lingzhu/domain/kernel";

/** A share with its interval on a line from 0 to 100 %: the dot is the share, the band what it may really be. */
export function IntervalBar({ share, lower, upper }: { share: number | null; lower: number; upper: number }) {
  if (share === null) return <span className="quiet">说不准</span>;
  const words = `${sharePercent(lower, 1)} 到 ${sharePercent(upper, 1)}`;
  return (
    <span className="interval">
      <svg width="84" height="12" viewBox="0 0 84 12" role="img" aria-label={`95% 区间 ${words}`}>
        <line x1="1" x2="83" y1="6" y2="6" className="interval-axis" />
        <rect
          x={1 + lower * 82}
          width={Math.max(2, (upper - lower) * 82)}
          y="3.5"
          height="5"
          className="interval-band"
        />
        <circle cx={1 + share * 82} cy="6" r="3.5" className="interval-point" />
      </svg>
      <span className="quiet number">{words}</span>
    </span>
  );
}
