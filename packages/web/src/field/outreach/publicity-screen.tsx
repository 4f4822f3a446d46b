import { publicityForms } from "@lingzhu/domain/outreach";
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
import { GroupPick } from "../zone/group-pick.tsx";
import { emptyPublicity, publicityGap, publicityParcels, publicityTitle } from "./outreach-parcels.ts";

/** 宣传活动: what, where, how many, and a photograph. */
export function PublicityScreen() {
  const { db, session, make } = useField();
  const draft = useDraft(db, session.person.id, "publicity", () => emptyPublicity);
  const recording = useRecording();
  const home = { name: "today" } as const;
  const { value, change } = draft;
  if (!value)
    return (
      <Screen title="宣传活动" back={home}>
        {null}
      </Screen>
    );
  const gap = publicityGap(value);
  return (
    <Screen title="宣传活动" back={home}>
      <Choice
        label="形式"
        options={publicityForms}
        value={value.form}
        onChoose={(form) => change({ form })}
      />
      <ShotFrame
        title="现场照片"
        hint="拍下人群、横幅或发放的资料"
        view="scene"
        shots={value.shots}
        place={value.place?.words ?? null}
        onAdd={(shot: Shot) => change({ shots: [...value.shots, shot] })}
        onRemove={(id) => change({ shots: value.shots.filter((shot) => shot.id !== id) })}
      />
      <div className="pair">
        <label className="field">
          <span>到场或覆盖人数</span>
          <input
            inputMode="numeric"
            value={value.people}
            onChange={(event) => change({ people: event.target.value })}
          />
        </label>
        <label className="field">
          <span>发放份数</span>
          <input
            inputMode="numeric"
            value={value.materials}
            onChange={(event) => change({ materials: event.target.value })}
          />
        </label>
      </div>
      <label className="field">
        <span>名称（可不填）</span>
        <input
          maxLength={80}
          placeholder={publicityTitle({ ...value, title: "" })}
          value={value.title}
          onChange={(event) => change({ title: event.target.value })}
        />
      </label>
      <GroupPick
        label="在哪里"
        none="不限一处，全社区或全街道"
        value={value.place}
        onChoose={(place) => change({ place })}
      />
      <label className="field">
        <span>备注（可不填）</span>
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
              (position) => publicityParcels(make, value, { roundId: null, position }),
              `宣传活动已登记`,
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
