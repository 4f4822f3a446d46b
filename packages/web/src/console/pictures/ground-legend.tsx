import { StateMark, type StateTone } from "../../shared/theme/index.ts";

const words: readonly [StateTone, string][] = [
  ["unseen", "未查"],
  ["seen", "已查"],
  ["noOneIn", "待复访"],
  ["blocked", "拒绝、无法到达"],
  ["found", "发现"],
  ["cleared", "已清"],
];

/** What the colours and shapes of map and façade mean. */
export function GroundLegend() {
  return (
    <ul className="counts-legend" style={{ margin: 0 }}>
      {words.map(([tone, word]) => (
        <li key={tone}>
          <StateMark tone={tone} size={13} /> {word}
        </li>
      ))}
    </ul>
  );
}
