import { useNavigate } from "react-router";
import type { Day } from "@lingzhu/domain/kernel";
import { useToday } from "../../shared/clock/index.ts";
import { useAbility } from "../../shared/session/index.ts";
import { Progress } from "../pictures/index.ts";
import { Loaded } from "../states/index.ts";
import { useProgress } from "./round-queries.ts";

/** 进度: the round day by day; a day opens where people walked on it. */
export function RoundProgressPanel({
  roundId,
  until,
  height,
}: {
  roundId: string;
  /** The last day that is known; today when left out. */
  until?: Day | null;
  height: number;
}) {
  const progress = useProgress(roundId);
  const today = useToday();
  const navigate = useNavigate();
  const tracks = useAbility()("track.read");
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>进度</h2>
        {tracks ? <span className="quiet end">点一天看当天走过的地方</span> : null}
      </div>
      <div className="panel-body">
        <Loaded query={progress}>
          {(data) => (
            <Progress
              progress={data}
              until={until ?? today}
              height={height}
              {...(tracks
                ? { onDay: (day: Day) => void navigate(`/rounds/${roundId}?tab=tracks&day=${day}`) }
                : {})}
            />
          )}
        </Loaded>
      </div>
    </section>
  );
}
