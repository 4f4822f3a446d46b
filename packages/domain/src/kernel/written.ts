/** Numbers and times as files write them. */

/** A number as written, or NaN; empty is NaN, not 0. */
export function numberWritten(value: unknown): number {
  if (typeof value === "number") return value;
  return typeof value === "string" && value.trim() !== "" ? Number(value) : Number.NaN;
}

/**
 * Milliseconds since 1970 of a time as written, or NaN: ISO 8601, seconds or milliseconds since 1970, and
 * 2026-04-18 8:05:09, 2026/4/18 8:05 or a camera's 2026:04:18 08:05:09, which without a zone are Beijing time.
 */
export function timeWritten(value: unknown): number {
  if (typeof value === "number") return value > 1e11 ? value : value * 1000;
  if (typeof value !== "string") return Number.NaN;
  const text = value.trim();
  if (/^\d+(\.\d+)?$/.test(text)) return timeWritten(Number(text));
  const local = /^(\d{4})[-/:](\d{1,2})[-/:](\d{1,2})[ T](\d{1,2}):(\d{1,2})(?::(\d{1,2})(\.\d+)?)?$/.exec(
    text,
  );
  if (!local) return Date.parse(text);
  const [year, month, day, hour, minute, second] = local.slice(1, 7).map((part) => Number(part ?? 0));
  return Date.UTC(year!, month! - 1, day, hour! - 8, minute, second) + 1000 * Number(local[7] ?? 0);
}
