/** Passwords that stand in published breaches: the first that a guesser tries (NIST SP 800-63B, 5.1.1.2). */
import { dictionary } from "@zxcvbn-ts/language-common";

let known: ReadonlySet<string> | null = null;
/** Some tens of thousands of words, read when first asked for. */
const list = () => (known ??= new Set(dictionary["passwords-common"]));

/** What people put around a word to satisfy a rule: 2026, 123, !, @ … */
const TRIMMINGS = /^[\d\W_]+|[\d\W_]+$/g;
const SIGNS: Record<string, string> = {
  "0": "o",
  "1": "l",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
};

/** True when a password is on the list, or is a word of it with digits and signs around it or in place of letters. */
export function isBreached(password: string): boolean {
  const lower = password.toLowerCase();
  const plain = lower.replaceAll(/[013457@$]/g, (sign) => SIGNS[sign]!);
  return [lower, lower.replaceAll(TRIMMINGS, ""), plain, plain.replaceAll(TRIMMINGS, "")].some(
    (text) => text.length >= 4 && list().has(text),
  );
}
