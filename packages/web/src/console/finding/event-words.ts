/** What an event of a finding says in the time line. Pure. */
import {
  eradicationMethods,
  lookAlikes,
  species,
  stemsOf,
  type FindingEvent,
  type StemCount,
} from "@lingzhu/domain/finding";
import { longDay } from "@lingzhu/domain/kernel";
import { plantStages } from "@lingzhu/domain/patrol";

/** 逐株清点 32 株; 按样方推算 1,250 株（3 个样方，面积 40 平方米）. */
export function countWords(count: StemCount): string {
  const stems = stemsOf(count).toLocaleString("zh-CN");
  return count.method === "counted"
    ? `逐株清点 ${stems} 株`
    : `按样方推算 ${stems} 株（${count.quadrats.length} 个样方，种植面积 ${count.areaM2} 平方米）`;
}

/** The sentence, and the lines below it. */
export function eventWords(event: FindingEvent): { text: string; more: string[] } {
  switch (event.type) {
    case "verify":
      return {
        text: `核实为${species[event.species]}，${plantStages[event.stage]}期，${countWords(event.count)}`,
        more: [`鉴别依据：${event.basis}`],
      };
    case "rule_out":
      return { text: `排除，实为${lookAlikes[event.lookAlike]}`, more: [`依据：${event.basis}`] };
    case "eradicate":
      return {
        text: `${longDay(event.day)}铲除，${countWords(event.count)}，${eradicationMethods[event.method]}`,
        more: [
          `见证人：${event.witnesses.map(({ name, post }) => `${name}（${post}）`).join("、")}`,
          ...(event.note ? [event.note] : []),
        ],
      };
    case "revisit":
      return {
        text:
          event.result === "clean"
            ? `${longDay(event.day)}回访，没有复生`
            : `${longDay(event.day)}回访，发现复生${event.count ? `，${countWords(event.count)}` : ""}`,
        more: event.note ? [event.note] : [],
      };
    case "close":
      return { text: "办结", more: [event.note] };
    case "reopen":
      return { text: "重新打开", more: [`理由：${event.reason}`] };
  }
}
