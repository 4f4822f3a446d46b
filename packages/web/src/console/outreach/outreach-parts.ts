import type { OutreachCounts } from "@lingzhu/domain/outreach";
import type { StateTone } from "../../shared/theme/index.ts";

/** One stretch of a bar. */
export interface Part {
  key: string;
  tone: StateTone;
  word: string;
  n: number;
}

/** Households that hold the notice. */
export const servedOf = (counts: OutreachCounts): number => counts.handed + counts.posted;

const some = (parts: Part[]) => parts.filter(({ n }) => n > 0);

/** From done to not begun; empty ones are left out. They add up to the register. */
export const servedParts = (counts: OutreachCounts): Part[] =>
  some([
    { key: "handed", tone: "seenTwice", word: "当面送达", n: counts.handed },
    { key: "posted", tone: "seen", word: "张贴送达", n: counts.posted },
    { key: "no_one_in", tone: "noOneIn", word: "无人", n: counts.noOneIn },
    { key: "refused", tone: "blocked", word: "拒收", n: counts.refused },
    { key: "none", tone: "unseen", word: "还没有去", n: counts.notAsked },
  ]);

export const signedParts = ({ keyPlaces, signed, signRefused }: OutreachCounts): Part[] =>
  some([
    { key: "signed", tone: "seen", word: "已签", n: signed },
    { key: "refused", tone: "blocked", word: "拒签", n: signRefused },
    { key: "none", tone: "unseen", word: "还没有签", n: keyPlaces - signed - signRefused },
  ]);
