import { useState } from "react";
import { commitmentResults, type CommitmentResult } from "@lingzhu/domain/outreach";
import type { Shot } from "../../shared/photograph/index.ts";
import { Button } from "../frame/button.tsx";
import { useField } from "../frame/field-context.ts";
import { Icon } from "../frame/icon.tsx";
import { goBack, inZone } from "../frame/navigation.ts";
import { Empty, NotStored } from "../frame/notice.tsx";
import { Screen } from "../frame/screen.tsx";
import { useRecording } from "../frame/use-recording.ts";
import { ShotFrame, ShotPicture } from "../picture/shot-frame.tsx";
import { useDraft } from "../store/draft.ts";
import { placePath } from "../zone/places.ts";
import { useZone } from "../zone/zone-package.ts";
import { commitmentParcels } from "./outreach-parcels.ts";
import { SignaturePad } from "./signature-pad.tsx";
import "./outreach.css";

interface CommitmentDraft {
  shots: Shot[];
  note: string;
}
const empty: CommitmentDraft = { shots: [], note: "" };

/** 承诺书: the signed sheet photographed, or a signature by finger; or that it was refused. */
export function CommitmentScreen({ zoneId, placeId }: { zoneId: string; placeId: string }) {
  const { db, session, make } = useField();
  const { answer, places } = useZone(zoneId);
  const draft = useDraft(db, session.person.id, `commitment/${placeId}`, () => empty);
  const recording = useRecording();
  const [byFinger, setByFinger] = useState(false);
  const place = places.find(({ id }) => id === placeId);
  const home = inZone(zoneId);
  const { value, change } = draft;

  if (!place || !value)
    return (
      <Screen title="承诺书" back={home}>
        {answer.value && !place && <Empty title="没有找到这一户">请回到片里重新选择。</Empty>}
      </Screen>
    );
  const signature = value.shots.find(({ view }) => view === "signature");
  const remove = (id: string) => change({ shots: value.shots.filter((shot) => shot.id !== id) });
  const add = (shot: Shot) => change({ shots: [...value.shots, shot] });
  const send = (result: CommitmentResult) =>
    void recording.keep(
      (position) =>
        commitmentParcels(
          make,
          place,
          { ...value, result },
          { roundId: answer.value?.round.id ?? null, position },
        ),
      `${place.name} 承诺书 ${commitmentResults[result]}`,
      async () => {
        await draft.discard();
        await goBack(home);
      },
    );

  return (
    <Screen title="承诺书" back={home}>
      <p className="form-place">{placePath(place)}</p>
      <ShotFrame
        title="拍签好的承诺书"
        hint="整页拍进来，看得清签名和日期"
        view="document"
        shots={value.shots}
        place={placePath(place)}
        onAdd={add}
        onRemove={remove}
      />
      {signature ? (
        <figure className="signature-taken">
          <ShotPicture shot={signature} word="手写签名" />
          <Button onClick={() => remove(signature.id)}>重新签</Button>
        </figure>
      ) : byFinger ? (
        <>
          <p className="commitment-words">
            本户承诺：不种植、不买卖、不存放罂粟、大麻等毒品原植物及其种子、幼苗；发现有人种植，及时报告社区或公安机关。
          </p>
          <SignaturePad onSigned={add} />
        </>
      ) : (
        <Button onClick={() => setByFinger(true)}>
          <Icon name="pen" size={22} />
          没带纸，在手机上签
        </Button>
      )}
      <label className="field">
        <span>备注（可不填）</span>
        <input
          maxLength={500}
          value={value.note}
          onChange={(event) => change({ note: event.target.value })}
        />
      </label>
      {recording.failed && <NotStored />}
      <div className="action-bar">
        <Button disabled={recording.busy} onClick={() => send("refused")}>
          拒签
        </Button>
        <Button
          kind="main"
          disabled={recording.busy || value.shots.length === 0}
          onClick={() => send("signed")}
        >
          <Icon name="tick" />
          {recording.busy ? "登记中…" : "登记已签"}
        </Button>
      </div>
    </Screen>
  );
}
