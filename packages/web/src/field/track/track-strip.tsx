import { clockTime } from "../../shared/format/index.ts";
import { Button } from "../frame/button.tsx";
import { useField } from "../frame/field-context.ts";
import { Icon } from "../frame/icon.tsx";
import { useNow } from "../../shared/clock/index.ts";
import { say } from "../frame/toast.tsx";
import { distanceWords } from "../position/distance-words.ts";
import { summarise } from "./chunk.ts";

/** 轨迹 of this zone: start, stop, what has been walked, and where the phone was silent. */
export function TrackStrip(props: { zoneId: string; roundId: string; zoneName: string }) {
  const { recorder, track } = useField();
  const { recording } = track;
  const now = useNow();
  if (!recording)
    return (
      <button
        type="button"
        className="track-strip"
        onClick={() => {
          void recorder.start(props);
          say("开始记轨迹。请保持页面打开，屏幕会常亮");
        }}
      >
        <Icon name="walk" />
        <span>记轨迹</span>
      </button>
    );
  const { metres, gaps } = summarise(track.points);
  const minutes = Math.max(0, Math.floor((now - recording.startedAt) / 60_000));
  const lastGap = gaps.at(-1);
  return (
    <div className="track-strip" data-on="true">
      <Icon name="walk" />
      <span>
        {recording.zoneId === props.zoneId ? "正在记轨迹" : `正在记「${recording.zoneName}」的轨迹`}
        <small>
          {minutes} 分钟 · {metres < 1 ? "等待移动" : `走了 ${distanceWords(metres)}`}
          {lastGap &&
            ` · 断 ${gaps.length} 处（最近 ${clockTime(lastGap.from)}—${clockTime(lastGap.to)}），断处不连线`}
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
