import { retentionDays } from "@lingzhu/domain/retention";
import { clockTime } from "../../shared/format/index.ts";
import { Button } from "../frame/button.tsx";
import { useField } from "../frame/field-context.ts";
import { Icon } from "../frame/icon.tsx";
import { useNow } from "../../shared/clock/index.ts";
import { say } from "../frame/toast.tsx";
import { distanceWords } from "../position/distance-words.ts";
import { GAP_MS, summarise } from "./chunk.ts";

/** 轨迹 of this zone: start, stop, what has been walked, and where the phone was silent. */
export function TrackStrip(props: { zoneId: string; roundId: string; zoneName: string }) {
  const { recorder, track } = useField();
  const { recording } = track;
  const now = useNow();
  async function start() {
    const { zoneId, roundId, zoneName } = props;
    const started = await recorder.start({ zoneId, roundId, zoneName });
    say(
      started
        ? "开始记轨迹。请保持页面打开、屏幕亮着"
        : "这一片今天不在您的任务里，没有开始记轨迹。请连上网刷新任务",
    );
  }
  if (!recording)
    return (
      <>
        <button type="button" className="track-strip" onClick={() => void start()}>
          <Icon name="walk" />
          <span>
            记轨迹
            <small>从开始记到停止为止，本轮结束 {retentionDays.track} 天后删除</small>
          </span>
        </button>
        {track.ended === "unassigned" && (
          <p className="hint" role="status">
            这一片已不由您踏查或本轮已结束，轨迹已停，记下的都在。
          </p>
        )}
      </>
    );
  const { metres, gaps } = summarise(track.points);
  const minutes = Math.max(0, Math.floor((now - recording.startedAt) / 60_000));
  const lastGap = gaps.at(-1);
  const lastAt = track.points.at(-1)?.[2];
  const isSilent = lastAt !== undefined && now - lastAt > 2 * GAP_MS;
  return (
    <div className="track-strip" data-on="true">
      <Icon name="walk" />
      <span>
        {recording.zoneId === props.zoneId ? "正在记轨迹" : `正在记「${recording.zoneName}」的轨迹`}
        <small>
          {minutes} 分钟 · {metres < 1 ? "等待移动" : `走了 ${distanceWords(metres)}`}
          {lastGap &&
            ` · 断 ${gaps.length} 处（最近 ${clockTime(lastGap.from)}—${clockTime(lastGap.to)}），断处不连线`}
          {isSilent && ` · ${clockTime(lastAt)} 起没有定位`}
          {track.awake === false && " · 屏幕可能会熄，熄屏时记不到"}
        </small>
      </span>
      <Button
        onClick={() => {
          void recorder.stop().then(() => say("轨迹已停，存在本机"));
        }}
      >
        停止
      </Button>
    </div>
  );
}
