/** So many fixes in a row that agree with each other are a place, not an error. */
const ESTABLISHED = 5;
/** Metres that two good fixes may differ by without any movement. */
const SLACK = 10;

/**
 * Drops fixes that could be reached from their neighbours only above `limit` metres per second. A fix at odds
 * with the last good one is held back: when the track returns it was an error; when five in a row agree with
 * each other the track did move, and is cut there (`cuts` holds the place in the new order). An unestablished
 * beginning loses against an established sequel.
 */
export function dropImpossible(
  x: Float64Array,
  y: Float64Array,
  time: Float64Array,
  order: Uint32Array,
  limit: number,
): { order: Uint32Array; cuts: Set<number>; dropped: number } {
  const possible = (a: number, b: number): boolean =>
    Math.hypot(x[b]! - x[a]!, y[b]! - y[a]!) <= SLACK + (limit * (time[b]! - time[a]!)) / 1000;
  const kept: number[] = [];
  const cuts = new Set<number>();
  let held: number[] = [];
  let pieceStart = 0;
  let dropped = 0;
  for (const i of order) {
    const last = kept.at(-1);
    if (last === undefined || possible(last, i)) {
      dropped += held.length;
      held = [];
      kept.push(i);
      continue;
    }
    if (held.length > 0 && !possible(held.at(-1)!, i)) {
      dropped += held.length;
      held = [];
    }
    held.push(i);
    if (held.length < ESTABLISHED) continue;
    if (kept.length - pieceStart < ESTABLISHED) {
      dropped += kept.length - pieceStart;
      kept.length = pieceStart;
    }
    pieceStart = kept.length;
    if (pieceStart > 0) cuts.add(pieceStart);
    kept.push(...held);
    held = [];
  }
  return { order: Uint32Array.from(kept), cuts, dropped: dropped + held.length };
}
