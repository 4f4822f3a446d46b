import type { FormInstance } from "antd";
import { ApiProblem } from "../../shared/api/index.ts";

/** "phases.0.end" → ["phases", 0, "end"] */
export const namePath = (path: string): (string | number)[] =>
  path.split(".").map((part) => (/^\d+$/.test(part) ? Number(part) : part));

/**
 * Puts the server's objections at their fields and moves there; what was typed stays. Returns true when every
 * objection found its field, so that nothing need be said above the form.
 */
export function issuesAtFields(form: FormInstance, error: unknown): boolean {
  if (!(error instanceof ApiProblem) || error.issues.length === 0) return false;
  const placed = error.issues.map((issue) => {
    const name = namePath(issue.path);
    if (form.getFieldInstance(name) === undefined) return false;
    form.setFields([{ name, errors: [issue.reason] }]);
    return true;
  });
  const first = error.issues[placed.indexOf(true)];
  if (first) form.scrollToField(namePath(first.path), { block: "center", focus: true });
  return placed.every(Boolean);
}
