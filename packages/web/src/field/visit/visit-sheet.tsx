import { useEffect, useMemo, useRef, useState } from "react";
import { noticeResults } from "@lingzhu/domain/outreach";
import { outcomes, placeStates, type FieldPlace, type Outcome } from "@lingzhu/domain/patrol";
import { momentWords, shortDay } from "../../shared/format/index.ts";
import { Button } from "../frame/button.tsx";
import { useField } from "../frame/field-context.ts";
import { Icon, type IconName } from "../frame/icon.tsx";
import { goTo, inZone } from "../frame/navigation.ts";
import { useNow } from "../../shared/clock/index.ts";
import { NotStored } from "../frame/notice.tsx";
import { Sheet } from "../frame/sheet.tsx";
import { say, TOAST_MS } from "../frame/toast.tsx";
import { useRecording } from "../frame/use-recording.ts";
import { NoticeChoice } from "../outreach/notice-choice.tsx";
import { noticeParcels } from "../outreach/outreach-parcels.ts";
import { PhotographInput } from "../picture/photograph-input.tsx";
import type { Shot } from "../../shared/photograph/index.ts";
import { awaitFix, factPosition, PATIENCE_MS, usePosition, type PositionState } from "../position/watch.ts";
import type { LocalVisit } from "../zone/places.ts";
import { placeWords, StateWord } from "../zone/place-cell.tsx";
import { dwellSeconds } from "./dwell.ts";
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
  onClose: () => Promise<void>;
}) {
  const { zone, place, roundId } = props;
  const { make, record, outbox, sendNow, track } = useField();
  const notice = useRecording();
  const [serving, setServing] = useState(false);
  const [locked, setLocked] = useState(false);
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
        position: fix && factPosition(fix),
        locked,
        dwellSeconds: fix && track.recording ? dwellSeconds(track.points, fix, timeNow()) : null,
        corrects,
      });
      const visit = parcels[0]!.fact;
      await record(parcels, { heldUntil: timeNow() + TOAST_MS });
      navigator.vibrate?.(30);
      await props.onClose();
      const where = fix ? `±${Math.round(fix.accuracy)} 米` : "没有位置";
      say(`${place.name} ${outcomes[outcome]}，${where}`, [
        {
          word: "撤销",
          act: () =>
            void outbox.withdraw(visit.id, timeNow()).then((done) => {
              if (done) say(`${place.name} 的登记已撤销`);
              // Too late: it may be with the server, so only a correction can put it right.
              else goTo(inZone(zone.id, place.id, visit.id));
              sendNow();
            }),
        },
        {
          word: "更正",
          act: () => goTo(inZone(zone.id, place.id, visit.id)),
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
      onClose={() => void props.onClose()}
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
      {place.earlier && (
        <p className="hint">
          上一轮 {placeStates[place.earlier.state]}，{shortDay(place.earlier.day)}
        </p>
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
        {place.kind === "household" && (
          <>
            <Button aria-pressed={locked} onClick={() => setLocked(!locked)}>
              <Icon name="lock" size={22} />
              锁门
            </Button>
            <Button aria-pressed={serving} onClick={() => setServing(!serving)}>
              <Icon name="paper" size={22} />
              告知书{place.due?.includes("notice") && <b className="due-word">未送</b>}
            </Button>
          </>
        )}
        <Button
          onClick={() =>
            goTo({ name: "record", form: "commitment", placeId: place.id, zoneId: zone.id }, "replace")
          }
        >
          <Icon name="pen" size={22} />
          承诺书{place.due?.includes("commitment") && <b className="due-word">未签</b>}
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
      {(failed || notice.failed) && <NotStored />}
      {serving ? (
        <>
          <p className="visit-serving">告知书送到了吗？点一下就登记。</p>
          <NoticeChoice
            busy={notice.busy}
            onChoose={(result) =>
              void notice.keep(
                (at) => noticeParcels(make, [place], result, { roundId, position: at }, note),
                `${place.name} 告知书 ${noticeResults[result]}`,
                // The door was stood at; whether it was looked into is recorded next.
                async () => setServing(false),
              )
            }
          />
        </>
      ) : (
        <div className="outcomes">
          {lesser.map((outcome) => button(outcome))}
          {button("checked", true)}
        </div>
      )}
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
