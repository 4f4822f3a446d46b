/**
 * Names of audited acts, `<noun>.<verb>`, and the shape of one entry. Each write request appends at
 * least one in its own transaction; a reveal of personal data is an entry too.
 */
export interface AuditEntry {
  /** e.g. "round.create"; the past tense is implied. */
  act: string;
  noun: string;
  id: string | null;
  /** What changed, without personal data: ids, counts, dates, states, reasons. */
  detail?: Record<string, unknown>;
}
