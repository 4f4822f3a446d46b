import type { CheckView } from "@lingzhu/domain/system";

/** `words` say how it stands, with the figures; `advice` what to do, null when nothing. */
export type Check = CheckView;

type Named = Pick<Check, "name" | "word">;

export const fine = (of: Named, words: string): Check => ({ ...of, level: "ok", words, advice: null });
export const warn = (of: Named, words: string, advice: string): Check => ({
  ...of,
  level: "warn",
  words,
  advice,
});
export const bad = (of: Named, words: string, advice: string): Check => ({
  ...of,
  level: "bad",
  words,
  advice,
});

/** The worst of all: what decides over the exit status. */
export function worst(checks: readonly Check[]): Check["level"] {
  if (checks.some(({ level }) => level === "bad")) return "bad";
  return checks.some(({ level }) => level === "warn") ? "warn" : "ok";
}
