import { groundLayers, type GroundLayer } from "@lingzhu/domain/coverage";
import { StateMark, type StateTone } from "../../shared/theme/index.ts";

const words: readonly [StateTone, string][] = [
  ["unseen", "未查"],
  ["seen", "已查"],
  ["noOneIn", "待复访"],
  ["blocked", "拒绝、无法到达"],
  ["found", "发现"],
  ["cleared", "已清"],
];

const cover: readonly [StateTone, GroundLayer][] = [
  ["unseen", "unseen"],
  ["seen", "once"],
  ["seenTwice", "twice"],
];

/** What the patterns of seen ground mean; photographs and buildings only where there are any. */
export function CoverLegend({ drone, walls }: { drone: boolean; walls: boolean }) {
  return (
    <ul className="counts-legend" style={{ margin: 0 }}>
      {cover.map(([tone, layer]) => (
        <li key={layer}>
          <i className={`cover-swatch tone-area tone-${tone}`} /> {groundLayers[layer]}
        </li>
      ))}
      {drone ? (
        <li>
          <svg width="22" height="12" aria-hidden="true">
            <path
              d="M1 1h20v10h-20z"
              fill="none"
              stroke="var(--ink)"
              strokeWidth="1.4"
              strokeDasharray="4 2.2"
            />
          </svg>{" "}
          {groundLayers.drone}
        </li>
      ) : null}
      {walls ? (
        <li>
          <i className="cover-swatch" style={{ background: "#d8d3c8" }} /> 房屋，挡住视线
        </li>
      ) : null}
      <li>
        <svg width="22" height="8" aria-hidden="true">
          <path d="M1 4h20" stroke="var(--action-main)" strokeWidth="1.4" />
        </svg>{" "}
        轨迹
      </li>
      <li>
        <svg width="22" height="8" aria-hidden="true">
          <path d="M1 4h20" stroke="var(--ink-faint)" strokeWidth="1.4" strokeDasharray="1.4 3" />
        </svg>{" "}
        信号中断，不当作走过
      </li>
    </ul>
  );
}

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
