import { useState } from "react";
import { dayOf, daysBetween, longDay } from "@lingzhu/domain/kernel";
import { OwnTrack, OwnTrackDays, trackGapReasons, type TrackGapReason } from "@lingzhu/domain/patrol";
import { get } from "../../shared/api/index.ts";
import { useNow } from "../../shared/clock/index.ts";
import { clockTime } from "../../shared/format/index.ts";
import { Button } from "../frame/button.tsx";
import { Choice } from "../frame/choice.tsx";
import { useField } from "../frame/field-context.ts";
import { Icon } from "../frame/icon.tsx";
import { AnswerState, Empty, NotStored } from "../frame/notice.tsx";
import { Screen } from "../frame/screen.tsx";
import { useRecording } from "../frame/use-recording.ts";
import { distanceWords } from "../position/distance-words.ts";
import { useKept, useLive } from "../store/kept.ts";
import { summarise, type TrackPoint } from "./chunk.ts";
import { gapParcel, gapWords, localReasons, speaksOf, withReasons, type ToldGap } from "./gap-reason.ts";
import { settleGap, useGaps } from "./gaps.ts";
import { gpxOf } from "./gpx.ts";
import { useOwnTrack } from "./own-track.ts";
import "./tracks.css";

const REMEMBERED = 500;

/** 我的轨迹: by day, with its gaps and what was said of them; one's own to keep as GPX, and until when we keep it. */
export function TracksScreen() {
  const { db, session, track } = useField();
  const today = dayOf(useNow());
  const key = `${session.person.id}/track-days`;
  const answer = useKept(db, key, () => get("/api/field/track-days", OwnTrackDays));
  const [open, setOpen] = useState<string | null>(null);
  const waiting = useGaps();
  const here = useOwnTrack(today).points.length > 0 || track.recording !== null;
  const kept = new Map((answer.value?.days ?? []).map((day) => [day.day, day]));
  const untold = (day: string) => waiting.filter(({ from }) => dayOf(from) === day).length;
  const days = [
    ...new Set([...(here ? [today] : []), ...waiting.map(({ from }) => dayOf(from)), ...kept.keys()]),
  ]
    .sort()
    .reverse();
  const shown = open ?? days[0];

  return (
    <Screen title="我的轨迹" back={{ name: "me" }}>
      <p className="hint">
        轨迹只在您点「记轨迹」之后、停止之前记，只用来看哪些地方走到了。别的踏查人员看不到您的轨迹。
      </p>
      <AnswerState answer={answer} noun="轨迹清单" />
      {days.length === 0 && !answer.loading && (
        <Empty title="还没有轨迹">打开一个片，点「记轨迹」再出发；走过的地方会画在地图上。</Empty>
      )}
      <ul className="track-days">
        {days.map((day) => (
          <li key={day} className="building">
            <button
              type="button"
              className="building-head"
              aria-expanded={day === shown}
              onClick={() => setOpen(day === shown ? "" : day)}
            >
              <span className="building-name">{longDay(day)}</span>
              <small>
                {untold(day) > 0
                  ? `${untold(day)} 处待说明`
                  : day === today
                    ? "今天"
                    : kept.has(day) && `${clockTime(kept.get(day)!.from)}—${clockTime(kept.get(day)!.to)}`}
              </small>
              <Icon name="more" size={22} />
            </button>
            {day === shown && <TrackOfDay day={day} today={today} known={kept.get(day) ?? null} />}
          </li>
        ))}
      </ul>
    </Screen>
  );
}

function TrackOfDay(props: { day: string; today: string; known: OwnTrackDays["days"][number] | null }) {
  const { day, today, known } = props;
  const { db, session, outbox } = useField();
  const personId = session.person.id;
  const answer = useKept(db, `${personId}/track/${day}`, () => get(`/api/field/tracks?day=${day}`, OwnTrack));
  const local = useOwnTrack(day);
  const said =
    useLive(`gap-reasons/${day}`, async () => localReasons(await outbox.latest(REMEMBERED), personId)) ?? [];
  const byTime = new Map(
    [...(answer.value?.points ?? []), ...local.points].map((point) => [point[2], point]),
  );
  const points = [...byTime.values()] as TrackPoint[];
  const { metres, gaps, parts } = summarise(points);
  // What the recorder noted as it happened, and what the points themselves show of earlier days.
  const noted = useGaps().filter(({ from }) => dayOf(from) === day);
  const shown = gaps.filter((gap) => !noted.some((one) => speaksOf(one, gap)));
  const told = withReasons(
    [...noted, ...shown].sort((a, b) => a.from - b.from),
    [...(answer.value?.gaps ?? []), ...said],
  );

  function save() {
    const blob = new Blob([gpxOf(`${session.person.name} ${day}`, points)], { type: "application/gpx+xml" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = `轨迹-${day}.gpx`;
    link.click();
    URL.revokeObjectURL(link.href);
  }

  return (
    <div className="track-day">
      <AnswerState answer={answer} noun="这一天的轨迹" />
      {points.length > 0 && (
        <p>
          走了 {distanceWords(metres)}，{parts.length} 段
          {told.length > 0 ? `，断 ${told.length} 处，断处不连线` : "，没有中断"}。
        </p>
      )}
      {told.map((gap) => (
        <Gap key={gap.from} gap={gap} roundId={known?.roundId ?? local.roundId} />
      ))}
      <Button disabled={points.length === 0} onClick={save}>
        <Icon name="walk" size={22} />
        存一份 GPX 到手机
      </Button>
      {known && (
        <p className="hint">
          {longDay(known.erasedOn)}起删除，还有 {Math.max(0, daysBetween(today, known.erasedOn))} 天。
        </p>
      )}
    </div>
  );
}

/** One gap: when, how long, and its reason, which is one tap. */
function Gap({ gap, roundId }: { gap: ToldGap; roundId: string | null }) {
  const { db, make, session } = useField();
  const waiting = useGaps().filter((one) => speaksOf(one, gap));
  const recording = useRecording();
  const [again, setAgain] = useState(false);
  const tell = (reason: TrackGapReason) =>
    void recording.keep(
      () => [gapParcel(make, gap, reason, waiting[0]?.roundId ?? roundId)],
      `已说明：${trackGapReasons[reason]}`,
      async () => {
        for (const one of waiting) await settleGap(db, session.person.id, one);
        setAgain(false);
      },
      { anywhere: true },
    );
  return (
    <section className="track-gap" data-told={gap.reason !== null}>
      <h3>
        {gapWords(gap)}
        {gap.reason !== null && !again && (
          <Button kind="quiet" onClick={() => setAgain(true)}>
            {trackGapReasons[gap.reason]}，改
          </Button>
        )}
      </h3>
      {(gap.reason === null || again) && (
        <Choice label="中断原因" options={trackGapReasons} value={gap.reason} onChoose={tell} />
      )}
      {recording.failed && <NotStored />}
    </section>
  );
}
