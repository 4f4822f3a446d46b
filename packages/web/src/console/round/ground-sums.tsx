import type { GroundTotal } from "@lingzhu/domain/coverage";
import type { Day } from "@lingzhu/domain/kernel";
import { longDay } from "@lingzhu/domain/kernel";
import type { z } from "zod";
import { count } from "../../shared/format/index.ts";
import { areaWords, shareWords } from "./area-words.ts";

/** One line of figures above the map: what of the ground was seen, and how often. */
export function GroundSums({ sum, day }: { sum: z.infer<typeof GroundTotal>; day: Day | null }) {
  return (
    <div className="ground-sums">
      <strong className="number">
        看到 {areaWords(sum.seenM2)} / {areaWords(sum.areaM2)} {shareWords(sum.seenM2, sum.areaM2)}
      </strong>
      <span className="number">其中看到两次以上 {areaWords(sum.seenTwiceM2)}</span>
      <span className="number">两个组都看到 {areaWords(sum.byTwoTeamsM2)}</span>
      {sum.droneM2 > 0 ? (
        <span className="number">
          航拍看到 {areaWords(sum.droneM2)}，其中只靠航拍 {areaWords(sum.droneOnlyM2)}
        </span>
      ) : null}
      <span className="quiet end">
        {count(sum.plots)} 块地
        {sum.unmeasured > 0 ? `，另有 ${count(sum.unmeasured)} 块没有轮廓，量不出面积` : ""}
        {day ? `；截至${longDay(day)}` : ""}
      </span>
    </div>
  );
}
