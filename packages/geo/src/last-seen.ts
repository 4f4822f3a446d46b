import { anyOf, without, Bitmap } from "./bitmap.ts";
import { coveredM2, type Mask } from "./mask.ts";

/** What was seen in one pass, with its day or moment as a number that grows with time. */
export interface DatedBitmap {
  readonly at: number;
  readonly bitmap: Bitmap;
}

/**
 * How fresh the view of a polygon is: for each pass, newest first, the m² that were seen then and not since.
 * The sum over all is the seen area; the first entry is when any of it was last seen.
 */
export function lastSeen(mask: Mask, passes: readonly DatedBitmap[]): { at: number; m2: number }[] {
  const newer = new Bitmap(mask.grid);
  const result: { at: number; m2: number }[] = [];
  const moments = [...new Set(passes.map((p) => p.at))].sort((a, b) => b - a);
  for (const at of moments) {
    const then = anyOf(
      mask.grid,
      passes.filter((p) => p.at === at).map((p) => p.bitmap),
    );
    const m2 = coveredM2(mask, without(then, newer));
    if (m2 > 0) result.push({ at, m2 });
    newer.merge(then);
  }
  return result;
}
