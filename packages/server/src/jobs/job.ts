import type { Floor } from "../db/transact.ts";
import type { Schedule } from "./schedule.ts";

/** Something the installation does by itself. A run may be repeated: after a crash it is done again. */
export interface Job {
  /** Stable name, `<noun>.<verb>`. */
  name: string;
  /** What the operator reads. */
  word: string;
  schedule: Schedule;
  /** A process that has not ended after so many minutes is taken for dead, and another may begin. */
  leaseMinutes: number;
  /** @returns what was done, in one sentence without personal data. */
  run(floor: Floor): Promise<string>;
}
