/** What the next round most likely is. Pure. */
import { addDays, type Day } from "@lingzhu/domain/kernel";
import { plantStageNames, type CreateRound, type PlantStage } from "@lingzhu/domain/patrol";

const NUMERALS = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
/** Days that a round is proposed to last. */
const SPAN = 14;

/**
 * The round after those there are: the next ordinal, the next stage of the plant, from the day after the last one
 * (never before today or the campaign) for a fortnight inside the campaign.
 */
export function nextRound(
  campaign: { start: Day; end: Day },
  rounds: readonly { stage: PlantStage; end: Day; ordinal: number }[],
  today: Day,
): Pick<CreateRound, "name" | "kind" | "stage" | "start" | "end"> {
  const last = rounds.reduce<(typeof rounds)[number] | null>(
    (latest, round) => (latest === null || round.end > latest.end ? round : latest),
    null,
  );
  const ordinal = NUMERALS[rounds.length];
  const stage = last
    ? plantStageNames[Math.min(plantStageNames.indexOf(last.stage) + 1, plantStageNames.length - 1)]!
    : "emergence";
  const start = [campaign.start, today, last ? addDays(last.end, 1) : campaign.start].sort().at(-1)!;
  const fortnight = addDays(start, SPAN - 1);
  return {
    name: `第${ordinal ?? rounds.length + 1}轮踏查`,
    kind: "patrol",
    stage,
    start,
    end: fortnight > campaign.end && campaign.end >= start ? campaign.end : fortnight,
  };
}
