/** 撤回: takes back a record; both stay, and the record no longer counts. */
import { z } from "zod";

/** The body of a `retraction` fact; the envelope's `corrects` names the record. */
export const RetractionBody = z.object({ reason: z.string().trim().min(2, "请写明撤回理由").max(200) });
export type RetractionBody = z.infer<typeof RetractionBody>;

/**
 * Kinds that can be retracted. A finding is ruled out instead, a track is one's own and erased at its date, and a
 * decision of the office is taken back by another decision.
 */
export const retractable = [
  "visit",
  "notice",
  "commitment",
  "publicity",
  "seed-handover",
  "place-addition",
] as const;
export const isRetractable = (kind: string): boolean => (retractable as readonly string[]).includes(kind);
