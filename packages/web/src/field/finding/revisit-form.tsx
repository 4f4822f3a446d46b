import { useState } from "react";
import type { FindingEvent, FindingView } from "@lingzhu/domain/finding";
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

const results = { clean: "没有复生", regrown: "又长出来了" } as const;
interface RevisitDraft {
  result: keyof typeof results | null;
  count: CountDraft;
  shots: Shot[];
  note: string;
}
const empty: RevisitDraft = { result: null, count: emptyCount, shots: [], note: "" };

/** 回访: clean, or grown again with how many. */
export function RevisitForm(props: { finding: FindingView; onRecorded: () => void }) {
  const { finding } = props;
  const { db, session, make, record } = useField();
  const draft = useDraft(db, session.person.id, `revisit/${finding.id}`, () => empty);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  usePosition();
  const { value, change } = draft;
  if (!value) return null;

  async function send(ready: RevisitDraft) {
    if (!ready.result) return setRefusal("请先选回访结果。");
    const event: FindingEvent = {
      type: "revisit",
      day: dayOf(timeNow()),
      result: ready.result,
      count: ready.result === "regrown" ? countFrom(ready.count) : null,
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
      <h2 className="section-title">登记回访</h2>
      <Choice
        even
        label="回访结果"
        options={results}
        value={value.result}
        onChoose={(result) => change({ result })}
      />
      {value.result === "regrown" && (
        <CountEditor draft={value.count} onChange={(count) => change({ count })} />
      )}
      <ShotFrame
        view="other"
        title="现场照片"
        hint="和铲除后同一角度"
        shots={value.shots}
        place={finding.placePath}
        onAdd={(shot) => change({ shots: [...value.shots, shot] })}
        onRemove={(id) => change({ shots: value.shots.filter((shot) => shot.id !== id) })}
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
      {refusal && <Refused title="还差一点">{refusal}</Refused>}
      <div className="action-bar">
        <Button kind="main" disabled={busy || value.result === null} onClick={() => void send(value)}>
          登记回访
        </Button>
      </div>
    </form>
  );
}
