import { useState } from "react";
import { eradicationMethods, type FindingEvent, type FindingView } from "@lingzhu/domain/finding";
import { dayOf } from "@lingzhu/domain/kernel";
import { Button } from "../frame/button.tsx";
import { Choice } from "../frame/choice.tsx";
import { useField } from "../frame/field-context.ts";
import { Refused } from "../frame/notice.tsx";
import { ShotFrame } from "../picture/shot-frame.tsx";
import type { Shot } from "../../shared/photograph/index.ts";
import { awaitFix, usePosition } from "../position/watch.ts";
import { useDraft } from "../store/draft.ts";
import { CountEditor } from "./count-editor.tsx";
import { eventParcels, refusalOf } from "./finding-record.ts";
import { countFrom, emptyCount, type CountDraft } from "./stem-count.ts";
import { timeNow } from "../../shared/clock/house-time.ts";

interface EradicationDraft {
  count: CountDraft;
  method: keyof typeof eradicationMethods;
  witnesses: { name: string; post: string }[];
  shots: Shot[];
  note: string;
}
const empty: EradicationDraft = {
  count: emptyCount,
  method: "pulled",
  witnesses: [
    { name: "", post: "" },
    { name: "", post: "" },
  ],
  shots: [],
  note: "",
};

/** Who usually stands by (domain-facts §11, 铲毒记录: grower and head of the village committee). */
const posts = ["村（居）委会负责人", "种植人", "民警", "网格员", "邻居"];

/** 铲除: stems, method, two witnesses, photographs before and after. */
export function EradicateForm(props: { finding: FindingView; onRecorded: () => void }) {
  const { finding } = props;
  const { db, session, make, record } = useField();
  const draft = useDraft(db, session.person.id, `eradicate/${finding.id}`, () => empty);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  usePosition();
  const { value, change } = draft;
  if (!value) return null;

  const shots = {
    shots: value.shots,
    place: finding.placePath,
    onAdd: (shot: Shot) => change({ shots: [...value.shots, shot] }),
    onRemove: (id: string) => change({ shots: value.shots.filter((shot) => shot.id !== id) }),
  };
  const idsOf = (view: Shot["view"]) => value.shots.filter((shot) => shot.view === view).map(({ id }) => id);

  async function send(ready: EradicationDraft) {
    const count = countFrom(ready.count);
    if (!count) return setRefusal("铲除没有办理：请写明清点的株数，或样方和面积。");
    const event: FindingEvent = {
      type: "eradicate",
      day: dayOf(timeNow()),
      count,
      method: ready.method,
      witnesses: ready.witnesses
        .map(({ name, post }) => ({ name: name.trim(), post: post.trim() }))
        .filter(({ name, post }) => name !== "" && post !== ""),
      beforePhotographIds: idsOf("before"),
      afterPhotographIds: idsOf("after"),
      ...(ready.note.trim() === "" ? {} : { note: ready.note.trim() }),
    };
    const refused = refusalOf(finding, event);
    setRefusal(refused);
    if (refused) return;
    setBusy(true);
    try {
      const fix = await awaitFix(timeNow() + 2_000);
      const position = fix && { lon: fix.lon, lat: fix.lat, accuracy: fix.accuracy };
      await record(eventParcels(make, finding, event, ready.shots, position));
      await draft.discard();
      navigator.vibrate?.(30);
      props.onRecorded();
    } catch {
      setRefusal("手机存储写不进去，填写的内容还在这里。请腾出空间后再点登记。");
    }
    setBusy(false);
  }

  return (
    <form className="stack" onSubmit={(event) => event.preventDefault()}>
      <h2 className="section-title">登记铲除</h2>
      <ShotFrame {...shots} view="before" title="铲除前照片" hint="动手之前拍，能看出在哪里、有多少" />
      <h3 className="part-title">清点株数</h3>
      <CountEditor draft={value.count} onChange={(count) => change({ count })} />
      <h3 className="part-title">铲除方式</h3>
      <Choice
        label="铲除方式"
        options={eradicationMethods}
        value={value.method}
        onChoose={(method) => change({ method })}
      />
      <ShotFrame {...shots} view="after" title="铲除后照片" hint="同一角度再拍，看得出已拔净" />
      <h3 className="part-title">两名见证人</h3>
      <datalist id="witness-posts">
        {posts.map((post) => (
          <option key={post} value={post} />
        ))}
      </datalist>
      {value.witnesses.map((witness, index) => {
        const set = (part: Partial<typeof witness>) =>
          change({
            witnesses: value.witnesses.map((old, at) => (at === index ? { ...old, ...part } : old)),
          });
        return (
          <fieldset key={index === 0 ? "first" : "second"} className="quadrat">
            <legend>见证人 {index + 1}</legend>
            <label className="field">
              <span>姓名</span>
              <input
                value={witness.name}
                maxLength={40}
                onChange={(event) => set({ name: event.target.value })}
              />
            </label>
            <label className="field">
              <span>身份</span>
              <input
                value={witness.post}
                maxLength={60}
                list="witness-posts"
                onChange={(event) => set({ post: event.target.value })}
              />
            </label>
          </fieldset>
        );
      })}
      <label className="field">
        <span>备注（可不填）</span>
        <textarea
          rows={2}
          maxLength={500}
          value={value.note}
          onChange={(event) => change({ note: event.target.value })}
        />
      </label>
      {refusal && <Refused title="还差一点">{refusal}</Refused>}
      <div className="action-bar">
        <Button kind="main" disabled={busy} onClick={() => void send(value)}>
          登记铲除
        </Button>
      </div>
    </form>
  );
}
