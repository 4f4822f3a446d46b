/**
 * The content of an audit entry on one line. It holds ids, counts, dates, states and reasons, never personal data;
 * what is nested is written as JSON, since it is read by few and must hide nothing.
 */
export function detailWords(detail: Readonly<Record<string, unknown>>): string {
  return Object.entries(detail)
    .filter(([, value]) => value !== null && value !== undefined && value !== "")
    .map(([name, value]) => `${name}：${typeof value === "object" ? JSON.stringify(value) : String(value)}`)
    .join("；");
}
