/**
 * What a household has been served and has signed, from all its notices and commitments of one campaign.
 *
 * Rule: a success outlasts any failure, earlier or later (a refusal on Friday does not take back the sheet handed over on
 * Thursday); a sheet handed over outranks one posted on the door; among equals the latest by recording time counts, and
 * equal times are settled by the greater fact id. So any order of arrival gives the same state. Corrected and retracted
 * facts are left out before.
 */
import type { CommitmentResult, NoticeResult } from "./schema.ts";

export interface OutreachMark<Result extends string> {
  id: string;
  result: Result;
  /** Device time in milliseconds. */
  recordedAt: number;
}

const noticeRank: Record<NoticeResult, number> = { handed: 2, posted: 1, refused: 0, no_one_in: 0 };
const commitmentRank: Record<CommitmentResult, number> = { signed: 1, refused: 0 };

/** True when the household holds the notice. */
export const isServed = (result: NoticeResult | null): boolean => result !== null && noticeRank[result] > 0;

const decisive = <Result extends string>(
  marks: readonly OutreachMark<Result>[],
  rank: Record<Result, number>,
): OutreachMark<Result> | null => {
  let best: OutreachMark<Result> | null = null;
  for (const mark of marks) {
    const ahead =
      !best ||
      (rank[mark.result] - rank[best.result] ||
        mark.recordedAt - best.recordedAt ||
        (mark.id > best.id ? 1 : -1)) > 0;
    if (ahead) best = mark;
  }
  return best;
};

/** The notice that decides the state of a household; null while nobody came with one. */
export const decisiveNotice = (marks: readonly OutreachMark<NoticeResult>[]) => decisive(marks, noticeRank);

/** The commitment that decides the state of a place; null while nobody asked for one. */
export const decisiveCommitment = (marks: readonly OutreachMark<CommitmentResult>[]) =>
  decisive(marks, commitmentRank);
