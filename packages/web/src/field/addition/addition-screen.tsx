import { plotKinds } from "@lingzhu/domain/place";
import { Button } from "../frame/button.tsx";
import { Choice } from "../frame/choice.tsx";
import { useField } from "../frame/field-context.ts";
import { Icon } from "../frame/icon.tsx";
import { goTo } from "../frame/navigation.ts";
import { NotStored } from "../frame/notice.tsx";
import { Screen } from "../frame/screen.tsx";
import { useRecording } from "../frame/use-recording.ts";
import type { PositionState } from "../position/watch.ts";
import { useDraft } from "../store/draft.ts";
import { GroupPick } from "../zone/group-pick.tsx";
import { useZone } from "../zone/zone-package.ts";
import { additionGap, additionParcel, emptyAddition, takenBy } from "./addition.ts";

const kinds = { household: "住户", plot: "地块" } as const;
/** A position less exact than this (metres) is worth a word before it becomes the place's own. */
const COARSE = 40;

/** 补登: a household or plot that the register lacks, where the person stands. The office confirms it later. */
export function AdditionScreen({ zoneId, nearId }: { zoneId: string; nearId: string | null }) {
  const { db, session, make } = useField();
  const { answer, places } = useZone(zoneId);
  const recording = useRecording();
  const draft = useDraft(db, session.person.id, `addition/${zoneId}`, () => emptyAddition);
  const home = { name: "zone", zoneId, placeId: null, corrects: null } as const;
  const { change } = draft;
  // Until another is chosen, it is where the place stands that was open before.
  const near = places.find(({ id }) => id === nearId);
  const parent = draft.value?.parent ?? (near?.groupId ? { id: near.groupId, words: near.group } : null);
  const value = draft.value && { ...draft.value, parent };
  if (!value)
    return (
      <Screen title="补登" back={home}>
        {null}
      </Screen>
    );
  const taken = takenBy(value, places);
  const gap = additionGap(value, taken);
  return (
    <Screen title="补登" back={home}>
      <Choice
        label="补登什么"
        even
        options={kinds}
        value={value.kind}
        onChoose={(kind) => change({ kind })}
      />
      <div className="pair">
        <label className="field">
          <span>{value.kind === "household" ? "门牌号" : "地块名称"}</span>
          <input
            maxLength={60}
            placeholder={value.kind === "household" ? "例如 301" : "例如 楼后菜地"}
            value={value.name}
            onChange={(event) => change({ name: event.target.value })}
          />
        </label>
        {value.kind === "household" && (
          <label className="field">
            <span>楼层（平房空着）</span>
            <input
              inputMode="numeric"
              value={value.floor}
              onChange={(event) => change({ floor: event.target.value })}
            />
          </label>
        )}
      </div>
      {value.kind === "plot" && (
        <Choice
          label="地块类型"
          options={plotKinds}
          value={value.plotKind}
          onChoose={(plotKind) => change({ plotKind })}
        />
      )}
      <GroupPick
        label="在哪里"
        zoneId={zoneId}
        value={value.parent}
        onChoose={(parent) => change({ parent })}
      />
      <WhereStood position={recording.position} />
      <label className="field">
        <span>备注（可不填，不写姓名）</span>
        <input
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
          onClick={() => {
            let addedId = "";
            void recording.keep(
              (position) => {
                const parcel = additionParcel(make, value, {
                  roundId: answer.value?.round.id ?? null,
                  position,
                });
                addedId = parcel.fact.id;
                return [parcel];
              },
              `${value.name.trim()} 已补登，等街道确认，现在就可以登记`,
              async () => {
                await draft.discard();
                goTo({ name: "zone", zoneId, placeId: addedId, corrects: null }, "replace");
              },
            );
          }}
        >
          <Icon name="add" />
          {recording.busy ? "登记中…" : "补登"}
        </Button>
      </div>
    </Screen>
  );
}

function WhereStood({ position }: { position: PositionState }) {
  const words =
    position.kind !== "fixed"
      ? "现在没有位置，补登后的地点按所在楼栋标在图上。"
      : position.fix.accuracy > COARSE
        ? `位置 ±${Math.round(position.fix.accuracy)} 米，偏差较大。走到开阔处等一会儿更准。`
        : `以您现在站的地方为准，±${Math.round(position.fix.accuracy)} 米。`;
  return (
    <p className="position-line" data-kind={position.kind}>
      <Icon name="pin" size={20} />
      {words}
    </p>
  );
}
