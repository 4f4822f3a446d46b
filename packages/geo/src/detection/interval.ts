/** Both ends belong to the interval; `upper` is Infinity where the data set no limit. */
export interface Interval {
  lower: number;
  upper: number;
}

/** The confidence of every interval and bound here unless the caller names another. */
export const CONFIDENCE = 0.95;
