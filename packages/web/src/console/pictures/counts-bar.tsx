import type { Counts } from "@lingzhu/domain/coverage";
import type { PlaceState } from "@lingzhu/domain/patrol";
import { count, shareOf } from "../../shared/format/index.ts";
import { StateMark } from "../../shared/theme/index.ts";
import { countParts } from "./counts.ts";
import "./pictures.css";

interface BarProps {
  counts: Counts;
  /** 户 or 处: what is counted. */
  unit: string;
  height?: number;
  /** Share of the time that has passed, 0 to 1, as a fine line across the bar. */
  mark?: { at: number; word: string } | undefined;
}

/** Stacked bar of the states over the whole register; each stretch has its pattern besides its colour. */
export function CountsBar({ counts, unit, height = 14, mark }: BarProps) {
  const parts = countParts(counts);
  const spoken = parts.map(({ word, n }) => `${word} ${count(n)}`).join("，");
  return (
    <div
      className="counts-bar"
      style={{ height }}
      role="img"
      aria-label={`${shareOf(counts.seen, counts.total, unit)}；${spoken}`}
    >
      {parts.map(({ state, tone, word, n }) => (
        <span
          key={state}
          className={`tone-area tone-${tone}`}
          style={{ flexGrow: n }}
          title={`${word} ${count(n)} ${unit}`}
        />
      ))}
      {mark && counts.total > 0 ? (
        <i
          className="counts-mark"
          style={{ left: `${Math.min(1, Math.max(0, mark.at)) * 100}%` }}
          title={mark.word}
        />
      ) : null}
    </div>
  );
}

/** The words under a bar; each number can be opened when `to` gives its address. */
export function CountsLegend({
  counts,
  link,
}: {
  counts: Counts;
  link?: (state: PlaceState, words: React.ReactNode) => React.ReactNode;
}) {
  return (
    <ul className="counts-legend">
      {countParts(counts).map(({ state, tone, word, n }) => {
        const words = (
          <>
            <StateMark tone={tone} size={13} /> {word} <b>{count(n)}</b>
          </>
        );
        return <li key={state}>{link ? link(state, words) : words}</li>;
      })}
    </ul>
  );
}
