/**
 * 结果不一致: two people recorded the same place on the same day and do not agree. Both facts stay, the state follows its
 * rule (`stateFromVisits`, `outreach/state.ts`), and the office is told.
 *
 * Rule: of two reports by different people on one day, the later contradicts the earlier when the earlier succeeded and
 * the later did not (who was let in at nine does not refuse at ten without a word), or when only one of two failures says
 * that the place cannot be reached. A failure before a success is no contradiction: somebody came home.
 */
import { z } from "zod";
import { dayOf } from "../kernel/index.ts";

export interface Report {
  id: string;
  authorId: string;
  /** Device time in milliseconds. */
  recordedAt: number;
  result: string;
  succeeded: boolean;
}

const contradicts = (earlier: Report, later: Report): boolean => {
  if (earlier.authorId === later.authorId || earlier.result === later.result) return false;
  if (dayOf(earlier.recordedAt) !== dayOf(later.recordedAt)) return false;
  if (earlier.succeeded) return !later.succeeded;
  return !later.succeeded && [earlier.result, later.result].includes("unreachable");
};

/** Ids of the reports of one place that contradict another one. Order does not matter. */
export function contradicting(reports: readonly Report[]): Set<string> {
  const inOrder = reports.toSorted((a, b) => a.recordedAt - b.recordedAt || (a.id < b.id ? -1 : 1));
  const found = new Set<string>();
  for (const [i, later] of inOrder.entries())
    for (const earlier of inOrder.slice(0, i))
      if (contradicts(earlier, later)) found.add(earlier.id).add(later.id);
  return found;
}

/** Exactly one of the two: visits of a round, or notices and commitments of a campaign. */
export const ConflictQuery = z
  .object({ roundId: z.uuid().optional(), campaignId: z.uuid().optional(), communityId: z.uuid().optional() })
  .refine((query) => (query.roundId === undefined) !== (query.campaignId === undefined), {
    message: "请选择轮次或专项行动",
    path: ["roundId"],
  });
export type ConflictQuery = z.infer<typeof ConflictQuery>;

export const Conflict = z.object({
  placeId: z.uuid(),
  placePath: z.string(),
  community: z.string(),
  day: z.string(),
  /** What each said, earliest first; the words name the result. */
  reports: z.array(
    z.object({
      factId: z.uuid(),
      kind: z.enum(["visit", "notice", "commitment"]),
      at: z.number(),
      by: z.string(),
      words: z.string(),
    }),
  ),
});
export type Conflict = z.infer<typeof Conflict>;
