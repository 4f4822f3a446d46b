/**
 * How long records about people are kept. 个人信息保护法 Art. 19 asks for the shortest time that the purpose needs and
 * names no number; the numbers here are this project's, chosen by the purpose beside each (unverified against any local
 * rule).
 */
import { addDays, type Day } from "../kernel/index.ts";

export const retentionDays = {
  /**
   * Positions of workers after the last day of their round: the season's inspections and cross-checks fall within half a
   * year. Whereabouts are sensitive personal information (Art. 28). The ground that they prove is kept as tiles.
   */
  track: 180,
  /** Name and phone of a household's head after the household left the register. */
  resident: 365,
  /** Ended sign-ins: 网络安全法 Art. 23 asks for logs of at least six months. */
  session: 200,
} as const;
export type RetentionSubject = keyof typeof retentionDays;

export const retentionWords: Record<RetentionSubject, string> = {
  track: "工作人员轨迹",
  resident: "已注销住户的姓名电话",
  session: "已结束的登录",
};

/** The day from which a record is erased: so many days after the day that ended its purpose. */
export const erasedFrom = (subject: RetentionSubject, purposeEndedOn: Day): Day =>
  addDays(purposeEndedOn, retentionDays[subject] + 1);

/** The last day that ended a purpose and whose records are due to be erased today. */
export const lastDueDay = (subject: RetentionSubject, today: Day): Day =>
  addDays(today, -(retentionDays[subject] + 1));
