import type { ReactNode } from "react";
import "./filter.css";

interface Choice {
  value: string;
  label: ReactNode;
}

/** One row of chips, of which one or none is on. */
export function FilterChips({
  name,
  choices,
  value,
  onChange,
  all = "全部",
}: {
  /** What is filtered, e.g. 状态. */
  name: string;
  choices: readonly Choice[];
  value: string | null;
  onChange: (value: string | null) => void;
  all?: string;
}) {
  // Nothing to choose among, and nothing chosen that would have to be taken back.
  if (choices.length === 0 && value === null) return null;
  return (
    <div className="chips" role="group" aria-label={name}>
      <span className="chips-name">{name}</span>
      {[{ value: "", label: all }, ...choices].map((choice) => (
        <button
          key={choice.value}
          type="button"
          className="filter-chip"
          aria-pressed={(value ?? "") === choice.value}
          onClick={() => onChange(choice.value || null)}
        >
          {choice.label}
        </button>
      ))}
    </div>
  );
}
