/** 我今天要办的: what is due, worked out from the state of the campaign on a day. Pure; sorted by how late it is. */
import type { FindingState } from "../finding/machine.ts";
import { addDays, daysBetween, longDay, type Day } from "../kernel/index.ts";
import type { Overview, TodoKind } from "./schema.ts";

export type Todo = Overview["todo"][number];

export interface Situation {
  day: Day;
  campaign: { start: Day; end: Day } | null;
  households: number;
  plots: number;
  /** Communities without a first responsible person on the day. */
  withoutFirstResponsible: readonly string[];
  uncovered: number;
  /** Places added in the field that nobody has decided on. */
  additionsAwaiting: number;
  /** Households of the register without a notice, while the campaign runs. */
  unserved: number;
  rounds: readonly {
    id: string;
    name: string;
    start: Day;
    end: Day;
    total: number;
    unseen: number;
    notSeen: number;
    outsideZones: number;
    /** Visits in doubt that nobody stands for. */
    doubts: number;
  }[];
  findings: readonly {
    id: string;
    number: string;
    state: FindingState;
    openedOn: Day;
    revisitDueOn: Day | null;
    verifiedOn: Day | null;
  }[];
  /** Photographs whose records came more than a day ago without them, and the day of the first record. */
  photographsAwaited: { count: number; since: Day | null };
}

/**
 * Days within which a sighting should be verified and a verified one eradicated. The statute says 立即 (禁毒法 Art. 19)
 * without hours, so the next day is taken: our own choice, not law.
 */
const PROMPT_DAYS = 1;

export function todoOf(situation: Situation): Todo[] {
  const { day } = situation;
  const todo: Todo[] = [];
  const add = (kind: TodoKind, text: string, to: string, due: Day | null, count: number | null = null) =>
    todo.push({ kind, text, to, count, daysLate: due === null ? null : daysBetween(due, day) });

  if (!situation.campaign) add("plan", "还没有专项行动：读入本街道的实施方案", "/campaigns/new", null);
  if (situation.households + situation.plots === 0)
    add("ledger", "台账是空的：导入住户和地块", "/ledger/imports", null);
  if (situation.withoutFirstResponsible.length > 0)
    add(
      "first-responsible",
      `${situation.withoutFirstResponsible.join("、")}还没有第一责任人`,
      "/duty",
      null,
      situation.withoutFirstResponsible.length,
    );
  if (situation.uncovered > 0)
    add(
      "duty-gap",
      `还有 ${situation.uncovered} 处户和地块无人包保`,
      "/duty?gaps=1",
      null,
      situation.uncovered,
    );

  if (situation.additionsAwaiting > 0)
    add(
      "additions",
      `确认踏查中补登的 ${situation.additionsAwaiting} 处地点`,
      "/ledger/additions",
      null,
      situation.additionsAwaiting,
    );

  for (const finding of situation.findings) {
    const to = `/findings/${finding.id}`;
    if (finding.state === "suspected")
      add("verify", `核实发现 ${finding.number}`, to, addDays(finding.openedOn, PROMPT_DAYS));
    if (finding.state === "verified")
      add(
        "eradicate",
        `铲除发现 ${finding.number}`,
        to,
        addDays(finding.verifiedOn ?? finding.openedOn, PROMPT_DAYS),
      );
    if (finding.state === "eradicated" && finding.revisitDueOn)
      add("revisit", `回访发现 ${finding.number}`, to, finding.revisitDueOn);
    if (finding.state === "clean") add("close", `办结发现 ${finding.number}`, to, null);
  }

  const { count: pictures, since } = situation.photographsAwaited;
  if (pictures > 0 && since !== null)
    add(
      "photographs",
      `${pictures} 张照片还在手机上，记录已到`,
      "/arrival",
      addDays(since, PROMPT_DAYS),
      pictures,
    );

  const running = situation.rounds.filter((round) => round.start <= day && day <= round.end);
  for (const round of running) {
    if (round.outsideZones > 0)
      add(
        "round-zones",
        `${round.name}还有 ${round.outsideZones} 处没有分到片`,
        `/rounds/${round.id}`,
        null,
        round.outsideZones,
      );
    if (round.notSeen > 0) {
      const left = daysBetween(day, round.end);
      add(
        "unseen",
        `${round.name}还有 ${round.notSeen} 处未查清，${left === 0 ? "今天截止" : `剩 ${left} 天`}`,
        `/rounds/${round.id}`,
        round.end,
        round.notSeen,
      );
    }
  }
  for (const round of situation.rounds.filter((round) => round.end < day && round.notSeen > 0))
    add(
      "unseen",
      `${round.name}已于${longDay(round.end)}截止，仍有 ${round.notSeen} 处未查清`,
      `/rounds/${round.id}`,
      round.end,
      round.notSeen,
    );
  for (const round of situation.rounds.filter((round) => round.doubts > 0))
    add(
      "doubts",
      `核实${round.name}存疑的 ${round.doubts} 条到访`,
      `/rounds/${round.id}?tab=doubts`,
      null,
      round.doubts,
    );
  const campaign = situation.campaign;
  const during = campaign && campaign.start <= day && day <= campaign.end;
  if (during && !situation.rounds.some((round) => day <= round.end))
    add("no-round", "没有正在进行或将要开始的轮次：安排下一轮踏查", "/rounds", null);

  if (during && situation.unserved > 0)
    add(
      "notices",
      `还有 ${situation.unserved} 户没有送达告知书`,
      "/outreach",
      campaign.end,
      situation.unserved,
    );

  return todo.sort((a, b) => urgency(b) - urgency(a));
}

/** Days late first; what has no date comes between what is late and what is still to come. */
const urgency = (item: Todo) =>
  item.daysLate === null ? 0 : item.daysLate > 0 ? item.daysLate : item.daysLate - 0.5;
