import { count } from "../../shared/format/index.ts";
import { useDoorCoverage } from "./ground-queries.ts";

/** 去过 and 到场可信 apart: a record says that somebody went, the position says how believable that is. */
export function DoorsBelieved({ roundId }: { roundId: string }) {
  const doors = useDoorCoverage(roundId);
  if (!doors.data)
    return (
      <p className="doors-believed">
        {doors.isError ? "到场情况没有取到，其他数字不受影响。" : "正在核对到场定位……"}
      </p>
    );
  const { total, near, registerGap } = doors.data;
  return (
    <p className="doors-believed">
      去过 <b>{count(total.visited)}</b> 户，其中
      <span
        title={`可信程度为可信或较可信：定位在门口 ${near.own} 米内（只有楼栋坐标的 ${near.building} 米内）或本人轨迹经过，且没有疑点；或经具名认定`}
      >
        到场可信
      </span>{" "}
      <b>{count(total.visitedBelievable)}</b> 户
      {total.notJudged > 0 ? `；${count(total.notJudged)} 户无法判断` : ""}
      {total.overdue > 0 ? `；${count(total.overdue)} 户待复访已过期` : ""}
      {registerGap.addedInField > 0 ? `。${registerGap.words}` : ""}
    </p>
  );
}
