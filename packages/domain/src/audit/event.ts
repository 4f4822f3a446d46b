/**
 * The shape of one entry of the audit chain. Each write request appends at least one in its own transaction; a reveal
 * of personal data is an entry too.
 */
import type { Act } from "./act.ts";

export interface AuditEntry {
  /** `<noun>.<verb>`, the past tense is implied; `test.…` stands for what tests arrange. */
  act: Act | `test.${string}`;
  noun: string;
  id: string | null;
  /** What changed, without personal data: ids, counts, dates, states, reasons. */
  detail?: Record<string, unknown>;
}
