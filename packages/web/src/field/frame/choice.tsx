/** One of several, as a row of large buttons that wraps. Pressed again, an optional choice is taken back. */
export function Choice<K extends string>(props: {
  label: string;
  options: Readonly<Record<K, string>>;
  value: K | null;
  onChoose: (value: K) => void;
  /** Small figures beside the words. */
  figures?: Partial<Record<K, number>>;
  /** All in one row of equal widths, for short words. */
  even?: boolean;
}) {
  return (
    <div className="choices" data-even={props.even === true} role="group" aria-label={props.label}>
      {(Object.entries(props.options) as [K, string][]).map(([key, word]) => (
        <button
          key={key}
          type="button"
          className="choice"
          aria-pressed={props.value === key}
          onClick={() => props.onChoose(key)}
        >
          {word}
          {props.figures?.[key] !== undefined && <small> {props.figures[key]}</small>}
        </button>
      ))}
    </div>
  );
}

/** Any number of several. */
export function Choices<K extends string>(props: {
  label: string;
  options: Readonly<Record<K, string>>;
  values: readonly K[];
  onChange: (values: K[]) => void;
}) {
  const toggle = (key: K) =>
    props.onChange(
      props.values.includes(key) ? props.values.filter((value) => value !== key) : [...props.values, key],
    );
  return (
    <div className="choices" role="group" aria-label={props.label}>
      {(Object.entries(props.options) as [K, string][]).map(([key, word]) => (
        <button
          key={key}
          type="button"
          className="choice"
          aria-pressed={props.values.includes(key)}
          onClick={() => toggle(key)}
        >
          {word}
        </button>
      ))}
    </div>
  );
}
