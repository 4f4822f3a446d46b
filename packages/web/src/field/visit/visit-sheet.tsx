import { useEffect, useMemo, useRef, useState } from "react";
import { outcomes, type FieldPlace, type Outcome } from "@lingzhu/domain/patrol";
import { momentWords } from "../../shared/format/index.ts";
import { Button } from "../frame/button.tsx";
import { useField } from "../frame/field-context.ts";
import { Icon, type IconName } from "../frame/icon.tsx";
import { goTo } from "../frame/navigation.ts";
import { useNow } from "../../shared/clock/index.ts";
import { Refused } from "../frame/notice.tsx";
import { Sheet } from "../frame/sheet.tsx";
import { say, TOAST_MS } from "../frame/toast.tsx";
import { PhotographInput } from "../picture/photograph-input.tsx";
import type { Shot } from "../../shared/photograph/index.ts";
import { awaitFix, PATIENCE_MS, usePosition, type PositionState } from "../position/watch.ts";
import type { LocalVisit } from "../zone/places.ts";
import { placeWords, StateWord } from "../zone/place-cell.tsx";
import { visitParcels } from "./record-visit.ts";
import "./visit.css";
import { timeNow } from "../../shared/clock/house-time.ts";

const marks: Record<Outcome, IconName> = {
  checked: "tick",
  no_one_in: "clock",
  refused: "bar",
  unreachable: "bar",
};
const lesser: Outcome[] = ["no_one_in", "refused", "unreachable"];

/**
 * 登记: one tap on an outcome records. For as long as the toast stands the record may be taken back, because it
 * has not been offered to the server; after that it is put right by a correction that names it.
 */
export function VisitSheet(props: {
  zone: { id: string; name: string };
  roundId: string;
  place: FieldPlace;
  /** This phone's visits here in this round. */
  own: LocalVisit[];
  corrects: string | null;
  onClose: () => void;
}) {
  const { zone, place, roundId } = props;
  const { make, record, outbox, sendNow } = useField();
  const position = usePosition();
  const now = useNow();
  const [openedAt] = useState(timeNow);
  const [note, setNote] = useState("");
  const [noteShown, setNoteShown] = useState(false);
  const [shots, setShots] = useState<Shot[]>([]);
  const [corrects, setCorrects] = useState(props.corrects);
  const [busy, setBusy] = useState<Outcome | null>(null);
  const [failed, setFailed] = useState(false);
  const noteBox = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (noteShown) noteBox.current?.focus();
  }, [noteShown]);

  const last = useMemo(() => {
    const gone = new Set(props.own.map(({ fact }) => fact.corrects));
    return props.own
      .filter(({ fact }) => !gone.has(fact.id))
      .sort((a, b) => b.fact.recordedAt - a.fact.recordedAt)[0];
  }, [props.own]);
  const corrected = props.own.find(({ fact }) => fact.id === corrects);

  async function choose(outcome: Outcome) {
    setBusy(outcome);
    setFailed(false);
    try {
      const fix = await awaitFix(openedAt + PATIENCE_MS);
      const parcels = visitParcels(make, {
        place,
        roundId,
        outcome,
        note,
        shots,
        position: fix && { lon: fix.lon, lat: fix.lat, accuracy: fix.accuracy },
        corrects,
      });
      const visit = parcels[0]!.fact;
      await record(parcels, { heldUntil: timeNow() + TOAST_MS });
      navigator.vibrate?.(30);
      props.onClose();
      const where = fix ? `±${Math.round(fix.accuracy)} 米` : "没有位置";
      say(`${place.name} ${outcomes[outcome]}，${where}`, [
        {
          word: "撤销",
          act: () =>
            void outbox.withdraw(visit.id, timeNow()).then((done) => {
              if (done) say(`${place.name} 的登记已撤销`);
              // Too late: it may be with the server, so only a correction can put it right.
              else goTo({ name: "zone", zoneId: zone.id, placeId: place.id, corrects: visit.id });
              sendNow();
            }),
        },
        {
          word: "更正",
          act: () => goTo({ name: "zone", zoneId: zone.id, placeId: place.id, corrects: visit.id }),
        },
      ]);
    } catch {
      setFailed(true);
      setBusy(null);
    }
  }

  const button = (outcome: Outcome, big = false) => (
    <button
      key={outcome}
      type="button"
      className="outcome"
      data-outcome={outcome}
      data-big={big}
      disabled={busy !== null || (corrected !== undefined && corrected.fact.body.outcome === outcome)}
      onClick={() => void choose(outcome)}
    >
      <Icon name={marks[outcome]} size={big ? 30 : 24} />
      {busy === outcome ? "登记中…" : outcomes[outcome]}
    </button>
  );

  return (
    <Sheet
      title={placeWords(place)}
      aside={
        <p className="visit-aside">
          {place.group} <StateWord state={place.state} />
          {place.isKey && <b className="key-word">重点</b>}
        </p>
      }
      onClose={props.onClose}
    >
      {corrects ? (
        <p className="visit-last">
          {`更正${corrected ? `「${outcomes[corrected.fact.body.outcome]}」` : "上一次登记"}：请选正确的结果。原来的记录会保留，只是不再计算。`}
        </p>
      ) : (
        last && (
          <p className="visit-last">
            我登记过：{outcomes[last.fact.body.outcome]}，{momentWords(last.fact.recordedAt, now)}
            <Button kind="quiet" onClick={() => setCorrects(last.fact.id)}>
              登错了，更正
            </Button>
          </p>
        )
      )}
      <PositionLine position={position} />
      <div className="visit-extras">
        <PhotographInput
          view={place.kind === "household" ? "door" : "other"}
          word={shots.length > 0 ? `照片 ${shots.length}` : "拍照"}
          place={[place.group, placeWords(place)].filter(Boolean).join(" ")}
          onShot={(shot) => setShots([...shots, shot])}
        />
        <Button aria-expanded={noteShown} onClick={() => setNoteShown(!noteShown)}>
          <Icon name="note" size={22} />
          备注
        </Button>
        <Button onClick={() => goTo({ name: "found", placeId: place.id, zoneId: zone.id }, "replace")}>
          <Icon name="flower" size={22} />
          发现
        </Button>
      </div>
      {noteShown && (
        <label className="field">
          <span>备注</span>
          <textarea
            ref={noteBox}
            rows={2}
            maxLength={500}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        </label>
      )}
      {failed && (
        <Refused title="没有存上">手机存储写不进去，这次登记没有保存。请腾出空间后再点一次。</Refused>
      )}
      <div className="outcomes">
        {lesser.map((outcome) => button(outcome))}
        {button("checked", true)}
      </div>
    </Sheet>
  );
}

function PositionLine({ position }: { position: PositionState }) {
  const words =
    position.kind === "fixed"
      ? `位置 ±${Math.round(position.fix.accuracy)} 米`
      : position.kind === "denied"
        ? "没有允许使用位置，可照常登记，不带位置"
        : position.kind === "absent"
          ? "浏览器不提供位置，可照常登记，不带位置"
          : "正在定位，不等也可以登记";
  return (
    <p className="position-line" data-kind={position.kind}>
      <Icon name="pin" size={20} />
      {words}
    </p>
  );
}
