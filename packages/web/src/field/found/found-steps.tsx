import { toldParties, type SightingBody } from "@lingzhu/domain/finding";
import { plantStageNames, plantStages, type PlantStage } from "@lingzhu/domain/patrol";
import { CapsuleDrawing, markDrawings, OpiumPoppy, StageDrawing } from "../../shared/drawings/index.ts";
import { CountEditor } from "../finding/count-editor.tsx";
import { Choices } from "../frame/choice.tsx";
import { ShotFrame } from "../picture/shot-frame.tsx";
import type { Shot } from "../../shared/photograph/index.ts";
import type { StepProps } from "./found-screen.tsx";
import { marksAdvice, plantMarks, type PlantMark, type SeenAs, type SeenMarks } from "./plant-marks.ts";

const marks: Record<PlantStage, string> = {
  sowing: "翻过的土、刚撒的籽",
  emergence: "贴地的灰绿叶丛",
  flowering: "有花或花苞",
  fruiting: "有圆果",
};

export function StageStep({ draft, change }: StepProps) {
  return (
    <div className="stack">
      <div className="stage-cards">
        {plantStageNames.map((stage) => (
          <button
            key={stage}
            type="button"
            className="stage-card"
            aria-pressed={draft.stage === stage}
            onClick={() => change({ stage: draft.stage === stage ? null : stage })}
          >
            <StageDrawing stage={stage} />
            <strong>{plantStages[stage]}</strong>
            <small>{marks[stage]}</small>
          </button>
        ))}
      </div>
      <Marks seen={draft.marks ?? {}} onSee={(marks) => change({ marks })} />
      <p className="hint">说不准就不选，直接下一步。</p>
    </div>
  );
}

/** Three looks, each as a pair of pictures; pressed again a choice is taken back. */
function Marks({ seen, onSee }: { seen: SeenMarks; onSee: (seen: SeenMarks) => void }) {
  const choose = (mark: PlantMark, as: SeenAs) => {
    const { [mark]: before, ...rest } = seen;
    onSee(before === as ? rest : { ...rest, [mark]: as });
  };
  const advice = marksAdvice(seen);
  return (
    <>
      {(Object.entries(plantMarks) as [PlantMark, (typeof plantMarks)[PlantMark]][]).map(([mark, words]) => (
        <fieldset key={mark} className="mark-pair">
          <legend>{words.part}</legend>
          {(["poppy", "other"] as const).map((as) => {
            const Drawing = markDrawings[mark][as];
            return (
              <button
                key={as}
                type="button"
                className="stage-card"
                aria-pressed={seen[mark] === as}
                onClick={() => choose(mark, as)}
              >
                <Drawing />
                <strong>{words[as]}</strong>
                <small>{as === "poppy" ? "像罂粟" : "不像"}</small>
              </button>
            );
          })}
        </fieldset>
      ))}
      {advice && (
        <p className="count-result" role="status">
          {advice}
        </p>
      )}
    </>
  );
}

export function CountStep({ draft, change }: StepProps) {
  return (
    <>
      <CountEditor draft={draft.count} onChange={(count) => change({ count })} />
      <p className="hint">来不及数可以留空，核实时再清点。</p>
    </>
  );
}

export function PhotographStep({ draft, change }: StepProps) {
  const parts = {
    shots: draft.shots,
    place: draft.place?.words ?? null,
    onAdd: (shot: Shot) => change({ shots: [...draft.shots, shot] }),
    onRemove: (id: string) => change({ shots: draft.shots.filter((shot) => shot.id !== id) }),
  };
  return (
    <div className="stack">
      <ShotFrame
        {...parts}
        view="whole"
        title="整株"
        hint="从根到顶，旁边放一件东西比大小"
        drawing={<OpiumPoppy />}
      />
      <ShotFrame
        {...parts}
        view="leaf"
        title="叶"
        hint="叶子怎样连着茎，有没有毛"
        drawing={<markDrawings.leaf.poppy />}
      />
      <ShotFrame
        {...parts}
        view="capsule"
        title="果或花"
        hint="果从侧面拍，没有果就拍花"
        drawing={<CapsuleDrawing />}
      />
      <p className="hint">拍不全也可以上报。</p>
    </div>
  );
}

export function ToldStep({ draft, change }: StepProps) {
  return (
    <div className="stack">
      <p className="hint">点上报后，街道禁毒办和派出所会同时收到。这里记您当面或电话告诉过谁。</p>
      <Choices<SightingBody["told"][number]>
        label="告诉了谁"
        options={toldParties}
        values={draft.told}
        onChange={(told) => change({ told })}
      />
      <label className="field">
        <span>备注（可不填）</span>
        <textarea
          rows={3}
          maxLength={1000}
          placeholder="例如：院内西墙根，主人说是做调料"
          value={draft.note}
          onChange={(event) => change({ note: event.target.value })}
        />
      </label>
    </div>
  );
}
