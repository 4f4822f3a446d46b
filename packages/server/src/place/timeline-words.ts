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
import {
  commitmentResults,
  noticeResults,
  publicityForms,
  type CommitmentBody,
  type NoticeBody,
  type PublicityBody,
} from "@lingzhu/domain/outreach";
import { outcomes, plantStages, type VisitBody } from "@lingzhu/domain/patrol";
import {
  additionMachine,
  type PlaceAdditionBody,
  type PlaceDecision,
  type PlaceDecisionBody,
} from "@lingzhu/domain/place";
import type { PresenceApprovalBody } from "@lingzhu/domain/presence";
import { seedReceivers, seedSpecies, seedWays, type SeedHandoverBody } from "@lingzhu/domain/seed";
import type { RetractionBody } from "@lingzhu/domain/sync";
import type { DutyHere, FactHere } from "./timeline-store.ts";

const withNote = (text: string, note: string | undefined) => (note ? `${text}：${note}` : text);

export function factSentence({ kind, body }: Pick<FactHere, "kind" | "body">): string {
  switch (kind) {
    case "visit":
      return visitSentence(body as VisitBody);
    case "sighting":
      return sightingSentence(body as SightingBody);
    case "finding-event":
      return eventSentence((body as FindingEventBody).event);
    case "notice": {
      const { result, note } = body as NoticeBody;
      return withNote(`告知书，${noticeResults[result]}`, note);
    }
    case "commitment": {
      const { result, note } = body as CommitmentBody;
      return withNote(`承诺书，${commitmentResults[result]}`, note);
    }
    case "publicity": {
      const { form, title, note } = body as PublicityBody;
      return withNote(`宣传活动（${publicityForms[form]}）“${title}”`, note);
    }
    case "seed-handover":
      return seedSentence(body as SeedHandoverBody);
    case "place-addition":
      return withNote("踏查中补登，待街道禁毒办确认", (body as PlaceAdditionBody).note);
    case "place-decision":
      return decisionSentence((body as PlaceDecisionBody).decision);
    case "retraction":
      return `撤回一条记录：${(body as RetractionBody).reason}`;
    case "presence-approval": {
      const { type, reason } = body as PresenceApprovalBody;
      return `${type === "approve" ? "认定到户" : "收回到户认定"}：${reason}`;
    }
    case "photograph":
      return "照片（所属记录尚未到达）";
  }
}

const visitSentence = ({ outcome, locked, note }: VisitBody) =>
  withNote(`踏查，${outcomes[outcome]}${locked ? "（锁门）" : ""}`, note);

function sightingSentence({ source, stage, count, note }: SightingBody): string {
  const grown = stage ? `${plantStages[stage]}期，` : "";
  const stems = count ? `${grown}${stemsOf(count)} 株` : `${grown}株数未报`;
  return withNote(`${sources[source]}疑似植株，${stems}`, note);
}

/** 种子收缴，罂粟 12 克、幼苗 3 株，主动上交，交派出所 */
export function seedSentence({
  species,
  grams,
  seedlings,
  by,
  handedTo,
  sealNumber,
  note,
}: SeedHandoverBody): string {
  const amounts = [
    ...(grams === undefined ? [] : [`种子 ${grams} 克`]),
    ...(seedlings === undefined ? [] : [`幼苗 ${seedlings} 株`]),
  ].join("、");
  const seal = sealNumber ? `，封签 ${sealNumber}` : "";
  return withNote(
    `种子收缴，${seedSpecies[species]}${amounts}，${seedWays[by]}，交${seedReceivers[handedTo]}${seal}`,
    note,
  );
}

const decisionSentence = (decision: PlaceDecision) =>
  "reason" in decision
    ? `补登审核，${additionMachine.eventWords[decision.type]}：${decision.reason}`
    : `补登审核，${additionMachine.eventWords[decision.type]}`;

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
