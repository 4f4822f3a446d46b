import type { PlaceState } from "@lingzhu/domain/patrol";
import { states, type StateTone } from "./tokens.ts";

/** Tone of each place state. */
export const toneOfPlaceState: Record<PlaceState, StateTone> = {
  unseen: "unseen",
  seen: "seen",
  no_one_in: "noOneIn",
  refused: "blocked",
  unreachable: "blocked",
};

/**
 * The mark of a state: each has its own shape besides its colour, so that it survives a grey print. Decorative;
 * put the word beside it, or pass `label`.
 */
export function StateMark({ tone, size = 14, label }: { tone: StateTone; size?: number; label?: string }) {
  const { fill, line } = states[tone];
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      {...(label ? { role: "img", "aria-label": label } : { "aria-hidden": true })}
      style={{ flex: "none", verticalAlign: "-0.15em" }}
    >
      {shapes[tone](fill, line)}
    </svg>
  );
}

const box = (fill: string, line: string) => (
  <rect x="1.5" y="1.5" width="13" height="13" rx="3" fill={fill} stroke={line} strokeWidth="1.4" />
);
/** Four petals round a capsule. */
const flower = (fill: string, line: string) => (
  <g fill={fill} stroke={line} strokeWidth="1.3">
    <circle cx="8" cy="4.3" r="3" />
    <circle cx="11.7" cy="8" r="3" />
    <circle cx="8" cy="11.7" r="3" />
    <circle cx="4.3" cy="8" r="3" />
    <circle cx="8" cy="8" r="2" stroke="none" />
  </g>
);

const shapes: Record<StateTone, (fill: string, line: string) => React.ReactNode> = {
  unseen: (fill, line) => (
    <>
      {box(fill, line)}
      <path d="M3 9 9 3M3 13 13 3M7 13l6-6" stroke={line} strokeWidth="1.1" />
    </>
  ),
  seen: (fill, line) => (
    <>
      {box(fill, line)}
      <path d="m4.6 8.3 2.4 2.4 4.5-5" fill="none" stroke={states.seen.ink} strokeWidth="1.8" />
    </>
  ),
  seenTwice: (fill, line) => (
    <>
      {box("#fff", line)}
      <rect x="3.8" y="3.8" width="8.4" height="8.4" rx="1.5" fill={fill} stroke={line} strokeWidth="1.2" />
    </>
  ),
  noOneIn: (fill, line) => (
    <>
      <circle cx="8" cy="8" r="6.5" fill={fill} stroke={line} strokeWidth="1.4" />
      <path d="M8 4.5V8l2.4 1.6" fill="none" stroke={states.noOneIn.ink} strokeWidth="1.5" />
    </>
  ),
  blocked: (fill, line) => (
    <>
      {box(fill, line)}
      <path d="M4 8h8" stroke={states.blocked.ink} strokeWidth="2.4" />
    </>
  ),
  found: (fill, line) => flower(fill, line),
  cleared: (fill, line) => flower(fill, line),
  late: (fill, line) => (
    <>
      <path d="M8 1.8 14.6 13.7H1.4z" fill={fill} stroke={line} strokeWidth="1.5" strokeLinejoin="round" />
      <path d="M8 6v4M8 11.3v1" stroke={line} strokeWidth="1.5" />
    </>
  ),
};
