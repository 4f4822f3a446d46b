import { useState } from "react";
import type { Fix, PositionState } from "./watch.ts";

export interface Standpoint {
  /** Where distances and the order of a list are taken from; null until the first fix. */
  from: Fix | null;
  /** Takes the position of now. */
  renew: () => void;
}

/** The first fix, held still while one reads a list that is ordered by it: the order changes by hand only. */
export function useStandpoint(position: PositionState): Standpoint {
  const now = position.kind === "fixed" ? position.fix : null;
  const [from, setFrom] = useState(now);
  if (from === null && now !== null) setFrom(now);
  return { from, renew: () => now && setFrom(now) };
}
