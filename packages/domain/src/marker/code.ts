/**
 * 标牌编号, e.g. M-4F7KC: what a worker reads off a board in a field and types with gloves on. No sign looks like
 * another (no 0 O, 1 I L, 2 Z, 5 S, 8 B, U V), and the last one checks the others, so that a slip is told from a code
 * on the phone itself, without a network and without saying which codes there are.
 */

/** 23 signs: a prime, as the check needs it. */
const SIGNS = "34679ACDEFGHJKMNPQRTWXY";
const BODY = 4;
/** How many different codes there are. */
export const MARKER_CODES = SIGNS.length ** BODY;

/**
 * The code with a number from 0 to MARKER_CODES − 1. The check sign makes the sum of sign × place zero modulo 23, as
 * in ISBN-10: every single wrong sign and every two signs swapped are found.
 */
export function markerCode(n: number): string {
  let rest = n;
  let body = "";
  for (let i = 0; i < BODY; i++) {
    body = SIGNS[rest % SIGNS.length]! + body;
    rest = Math.floor(rest / SIGNS.length);
  }
  // The check sign stands at weight 1, so that it is minus the weighted sum of the others.
  return `M-${body}${SIGNS[(SIGNS.length - weightedSum(body)) % SIGNS.length]!}`;
}

/** Signs before the check weigh 2, 3, 4 … from the right. */
function weightedSum(body: string): number {
  let sum = 0;
  for (let i = 0; i < body.length; i++) sum += SIGNS.indexOf(body[i]!) * (body.length + 1 - i);
  return sum % SIGNS.length;
}

/**
 * The code that was typed, in its one spelling, or null when it is no code. Small letters, full width, spaces, and the
 * leading "M-" left out are all understood.
 */
export function readMarkerCode(typed: string): string | null {
  const signs = typed
    .normalize("NFKC")
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, "");
  const bare = signs.length === BODY + 2 && signs.startsWith("M") ? signs.slice(1) : signs;
  if (bare.length !== BODY + 1 || [...bare].some((sign) => !SIGNS.includes(sign))) return null;
  const sum = weightedSum(bare.slice(0, BODY)) + SIGNS.indexOf(bare[BODY]!);
  return sum % SIGNS.length === 0 ? `M-${bare}` : null;
}
