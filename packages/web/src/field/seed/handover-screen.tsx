import { seedReceivers, seedSpecies, seedWays } from "@lingzhu/domain/seed";
import type { Shot } from "../../shared/photograph/index.ts";
import { Button } from "../frame/button.tsx";
import { Choice } from "../frame/choice.tsx";
import { useField } from "../frame/field-context.ts";
import { Icon } from "../frame/icon.tsx";
import { goBack } from "../frame/navigation.ts";
import { NotStored } from "../frame/notice.tsx";
import { Screen } from "../frame/screen.tsx";
import { useRecording } from "../frame/use-recording.ts";
import { ShotFrame } from "../picture/shot-frame.tsx";
import { useDraft } from "../store/draft.ts";
import { emptyHandover, handoverGap, handoverParcels } from "./handover.ts";

/** 种子收缴: what, how much, sealed how, handed to whom; never who had it. */
export function HandoverScreen({ placeId }: { placeId: string | null }) {
  const { db, session, make } = useField();
  const draft = useDraft(db, session.person.id, "seed-handover", () => emptyHandover);
  const recording = useRecording();
  const home = { name: "today" } as const;
  const { value, change } = draft;
  if (!value)
    return (
      <Screen title="种子收缴" back={home}>
        {null}
      </Screen>
    );
  const gap = handoverGap(value);
  return (
    <Screen title="种子收缴" back={home}>
      <Choice
        label="种类"
        even
        options={seedSpecies}
        value={value.species}
        onChoose={(species) => change({ species })}
      />
      <div className="pair">
        <label className="field">
          <span>种子（克）</span>
          <input
            className="figure"
            inputMode="decimal"
            value={value.grams}
            onChange={(event) => change({ grams: event.target.value })}
          />
        </label>
        <label className="field">
          <span>幼苗（株）</span>
          <input
            className="figure"
            inputMode="numeric"
            value={value.seedlings}
            onChange={(event) => change({ seedlings: event.target.value })}
          />
        </label>
      </div>
      <Choice label="怎样来的" even options={seedWays} value={value.by} onChoose={(by) => change({ by })} />
      <ShotFrame
        title="称重和封装照片"
        hint="秤上的读数、封好的袋子和封签号"
        view="seed"
        shots={value.shots}
        onAdd={(shot: Shot) => change({ shots: [...value.shots, shot] })}
        onRemove={(id) => change({ shots: value.shots.filter((shot) => shot.id !== id) })}
      />
      <label className="field">
        <span>封签号（可不填）</span>
        <input
          maxLength={40}
          value={value.sealNumber}
          onChange={(event) => change({ sealNumber: event.target.value })}
        />
      </label>
      <Choice
        label="交给了谁"
        even
        options={seedReceivers}
        value={value.handedTo}
        onChoose={(handedTo) => change({ handedTo })}
      />
      <label className="field">
        <span>备注（可不填，不写姓名）</span>
        <textarea
          rows={2}
          maxLength={500}
          value={value.note}
          onChange={(event) => change({ note: event.target.value })}
        />
      </label>
      {gap && <p className="hint">{gap}</p>}
      {recording.failed && <NotStored />}
      <div className="action-bar">
        <Button
          kind="main"
          disabled={recording.busy || gap !== null}
          onClick={() =>
            void recording.keep(
              (position) => handoverParcels(make, value, { placeId, position }),
              "种子收缴已登记",
              async () => {
                await draft.discard();
                await goBack(home);
              },
            )
          }
        >
          <Icon name="tick" />
          {recording.busy ? "登记中…" : "登记"}
        </Button>
      </div>
    </Screen>
  );
}
