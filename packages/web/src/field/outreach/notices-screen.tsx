import { useState } from "react";
import { noticeResults, type NoticeResult } from "@lingzhu/domain/outreach";
import type { FieldPlace } from "@lingzhu/domain/patrol";
import { Button } from "../frame/button.tsx";
import { Choice } from "../frame/choice.tsx";
import { useField } from "../frame/field-context.ts";
import { Icon } from "../frame/icon.tsx";
import { goBack } from "../frame/navigation.ts";
import { Empty, NotStored } from "../frame/notice.tsx";
import { Screen } from "../frame/screen.tsx";
import { useRecording } from "../frame/use-recording.ts";
import { groupsOf } from "../zone/places.ts";
import { useZone } from "../zone/zone-package.ts";
import { noticeParcels } from "./outreach-parcels.ts";
import "./outreach.css";

/** What may be true of a whole stairway at once; a refusal is always one household's own. */
const ofMany = { posted: noticeResults.posted, handed: noticeResults.handed } as const;

/** 整单元告知书: all doors of a stairway with one confirmation; single ones can be left out. */
export function NoticesScreen({ zoneId, placeId }: { zoneId: string; placeId: string }) {
  const { make } = useField();
  const { answer, places } = useZone(zoneId);
  const recording = useRecording();
  const [result, setResult] = useState<NoticeResult & keyof typeof ofMany>("posted");
  // Doors that were switched by hand; at first all are chosen that the notice is still due at.
  const [switched, setSwitched] = useState<ReadonlySet<string>>(new Set());
  const home = { name: "zone", zoneId, placeId: null, corrects: null } as const;

  const door = places.find(({ id }) => id === placeId);
  const group = door && groupsOf(places).find((one) => one.places.some(({ id }) => id === placeId));
  const doors =
    group?.places.filter((place) => place.kind === "household" && place.unit === door?.unit) ?? [];
  const isChosen = ({ id, due }: FieldPlace) => (due?.includes("notice") ?? true) !== switched.has(id);
  const chosen = doors.filter(isChosen);

  if (!door || !group)
    return (
      <Screen title="整单元告知书" back={home}>
        {answer.value && <Empty title="没有找到这个单元">请回到片里重新选择。</Empty>}
      </Screen>
    );
  return (
    <Screen title="整单元告知书" back={home}>
      <p className="form-place">
        {[group.name, door.unit].filter(Boolean).join(" ")}
        <small>
          选中 {chosen.length} 户，共 {doors.length} 户
        </small>
      </p>
      <Choice label="怎样送达" even options={ofMany} value={result} onChoose={setResult} />
      <div className="door-ticks" role="group" aria-label="哪些户">
        {doors.map((one) => (
          <button
            key={one.id}
            type="button"
            className="choice"
            aria-pressed={isChosen(one)}
            onClick={() => {
              const next = new Set(switched);
              if (!next.delete(one.id)) next.add(one.id);
              setSwitched(next);
            }}
          >
            {one.name}
            {isChosen(one) && <Icon name="tick" size={18} />}
          </button>
        ))}
      </div>
      <p className="hint">已经送过的没有选上。没贴到的户，点一下去掉。拒收的请打开那一户单独登记。</p>
      {recording.failed && <NotStored />}
      <div className="action-bar">
        <Button
          kind="main"
          disabled={recording.busy || chosen.length === 0}
          onClick={() =>
            void recording.keep(
              (position) =>
                noticeParcels(make, chosen, result, { roundId: answer.value?.round.id ?? null, position }),
              `${chosen.length} 户告知书 ${noticeResults[result]}`,
              () => goBack(home),
            )
          }
        >
          <Icon name="tick" />
          {recording.busy ? "登记中…" : `登记这 ${chosen.length} 户`}
        </Button>
      </div>
    </Screen>
  );
}
