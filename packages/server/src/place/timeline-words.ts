/** One Chinese sentence for each thing that happened at a place. */
import { dutyKinds } from "@lingzhu/domain/duty";
import {
  findingMachine,
  lookAlikes,
  sources,
  species,
  stemsOf,
  type FindingEvent,
  type FindingEventBody,
  type SightingBody,
} from "@lingzhu/domain/finding";
import { outcomes, plantStages, type VisitBody } from "@lingzhu/domain/patrol";
import type { DutyHere, FactHere } from "./timeline-store.ts";

const withNote = (text: string, note: string | undefined) => (note ? `${text}：${note}` : text);

export function factSentence(fact: Pick<FactHere, "kind" | "body">): string {
  if (fact.kind === "visit") {
    const { outcome, note } = fact.body as VisitBody;
    return withNote(`踏查，${outcomes[outcome]}`, note);
  }
  if (fact.kind === "sighting") {
    const { source, stage, count, note } = fact.body as SightingBody;
    const grown = stage ? `${plantStages[stage]}期，` : "";
    const stems = count ? `${grown}${stemsOf(count)} 株` : `${grown}株数未报`;
    return withNote(`${sources[source]}疑似植株，${stems}`, note);
  }
  if (fact.kind === "finding-event") return eventSentence((fact.body as FindingEventBody).event);
  return "照片（所属记录尚未到达）";
}

function eventSentence(event: FindingEvent): string {
  const word = findingMachine.eventWords[event.type];
  switch (event.type) {
    case "verify":
      return `${word}为${species[event.species]}，${stemsOf(event.count)} 株`;
    case "rule_out":
      return `${word}，系${lookAlikes[event.lookAlike]}：${event.basis}`;
    case "eradicate":
      return `${word} ${stemsOf(event.count)} 株，见证人 ${event.witnesses.map(({ name }) => name).join("、")}`;
    case "revisit":
      return withNote(`${word}，${event.result === "clean" ? "未见复生" : "发现复生"}`, event.note);
    case "close":
      return `${word}：${event.note}`;
    case "reopen":
      return `${word}：${event.reason}`;
  }
}

export function dutySentence(duty: DutyHere, ended: boolean): string {
  const who = duty.post ? `${duty.personName}（${duty.post}）` : duty.personName;
  return ended ? `${who}不再担任${dutyKinds[duty.kind]}` : `${who}任${dutyKinds[duty.kind]}`;
}

/** How a place came into the register. */
export const sourceSentences: Record<string, string> = {
  plan: "随实施方案登记",
  ledger: "随台账导入登记",
  office: "街道禁毒办新增登记",
  field: "踏查中新增登记",
};
