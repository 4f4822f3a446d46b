import { Button } from "../frame/button.tsx";
import { Choice } from "../frame/choice.tsx";
import { countFrom, countWords, type CountDraft } from "./stem-count.ts";

const methods = { counted: "逐株点数", sampled: "样方推算" } as const;
const STEPS = [1, 5, 10, 50];

/** 株数: counted one by one, or quadrats × area where there are too many. */
export function CountEditor(props: { draft: CountDraft; onChange: (draft: CountDraft) => void }) {
  const { draft } = props;
  const change = (part: Partial<CountDraft>) => props.onChange({ ...draft, ...part });
  const stems = Number(draft.stems) || 0;
  const count = countFrom(draft);
  return (
    <div className="stack">
      <Choice
        even
        label="计数方法"
        options={methods}
        value={draft.method}
        onChoose={(method) => change({ method })}
      />
      {draft.method === "counted" ? (
        <>
          <label className="field">
            <span>株数</span>
            <input
              className="figure"
              inputMode="numeric"
              pattern="[0-9]*"
              value={draft.stems}
              onChange={(event) => change({ stems: event.target.value })}
            />
          </label>
          <div className="choices" data-even="true">
            {STEPS.map((step) => (
              <button
                key={step}
                type="button"
                className="choice"
                onClick={() => change({ stems: String(stems + step) })}
              >
                ＋{step}
              </button>
            ))}
            <button
              type="button"
              className="choice"
              disabled={stems === 0}
              onClick={() => change({ stems: String(Math.max(0, stems - 1)) })}
            >
              －1
            </button>
          </div>
        </>
      ) : (
        <>
          <p className="hint">在疏密不同处各框一小块数一数，再量种植面积。至少一个样方，三个更准。</p>
          <label className="field">
            <span>种植面积（平方米）</span>
            <input
              className="figure"
              inputMode="decimal"
              value={draft.areaM2}
              onChange={(event) => change({ areaM2: event.target.value })}
            />
          </label>
          {draft.quadrats.map((quadrat, index) => {
            const set = (part: Partial<typeof quadrat>) =>
              change({
                quadrats: draft.quadrats.map((old, at) => (at === index ? { ...old, ...part } : old)),
              });
            return (
              // Quadrats have no identity of their own and only grow at the end.
              <fieldset key={`quadrat-${index + 1}`} className="quadrat">
                <legend>样方 {index + 1}</legend>
                <label className="field">
                  <span>面积（平方米）</span>
                  <input
                    inputMode="decimal"
                    value={quadrat.areaM2}
                    onChange={(event) => set({ areaM2: event.target.value })}
                  />
                </label>
                <label className="field">
                  <span>株数</span>
                  <input
                    inputMode="numeric"
                    value={quadrat.stems}
                    onChange={(event) => set({ stems: event.target.value })}
                  />
                </label>
              </fieldset>
            );
          })}
          <Button
            onClick={() => change({ quadrats: [...draft.quadrats, { areaM2: "1", stems: "" }] })}
            disabled={draft.quadrats.length >= 12}
          >
            再加一个样方
          </Button>
        </>
      )}
      {count?.method === "sampled" && (
        <p className="count-result" role="status">
          合计{countWords(count)}
        </p>
      )}
    </div>
  );
}
