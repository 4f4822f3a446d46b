/** 入户覆盖: attempts, follow-ups and how believable the visits are. */
import { z } from "zod";
import { DayText } from "../campaign/schema.ts";
import { outcomeNames } from "../patrol/schema.ts";
import { placeStateNames } from "../patrol/state.ts";

export const DoorCounts = z.object({
  /** Households of the round's register. */
  total: z.number(),
  seen: z.number(),
  noOneIn: z.number(),
  refused: z.number(),
  unreachable: z.number(),
  unseen: z.number(),
  /** At least one visit was recorded, whatever its outcome. */
  visited: z.number(),
  /** Of these, with a visit of presence grade A or B, or one that somebody stands for by name. */
  visitedBelievable: z.number(),
  /** Visited, but no visit can be judged (grade D): position, or the register's position of the door, is missing. */
  notJudged: z.number(),
  /** Nobody in so far: second or third attempt to make, or three made. */
  secondAttempt: z.number(),
  thirdAttempt: z.number(),
  attemptsExhausted: z.number(),
  /** Of second and third attempts: the day has passed. */
  overdue: z.number(),
});
export type DoorCounts = z.infer<typeof DoorCounts>;

export const DoorCoverage = z.object({
  roundId: z.uuid(),
  asOf: z.number(),
  /** Metres that count as near: of the door's own position, or of its building's. */
  near: z.object({ own: z.number(), building: z.number() }),
  total: DoorCounts,
  communities: z.array(DoorCounts.extend({ id: z.uuid(), name: z.string() })),
  registerGap: z.object({
    missing: z.number().nullable(),
    low: z.number().nullable(),
    high: z.number().nullable(),
    atLeast: z.number(),
    registered: z.number(),
    visited: z.number(),
    addedInField: z.number(),
    words: z.string(),
  }),
});
export type DoorCoverage = z.infer<typeof DoorCoverage>;

export const FollowUpQuery = z.object({
  roundId: z.uuid(),
  communityId: z.uuid().optional(),
  /** Only attempts due on or before this day. */
  dueBy: DayText.optional(),
  after: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

/** One household that is not seen though somebody went there, with what to do next. */
export const DoorFollowUp = z.object({
  placeId: z.uuid(),
  path: z.string(),
  communityId: z.uuid().nullable(),
  state: z.enum(placeStateNames),
  attempts: z.array(z.object({ at: z.number(), outcome: z.enum(outcomeNames) })),
  /** Which attempt comes next; null where another plain attempt is not the answer. */
  attempt: z.number().nullable(),
  dueOn: DayText.nullable(),
  overdue: z.boolean(),
  advice: z.string(),
});
export type DoorFollowUp = z.infer<typeof DoorFollowUp>;
export const DoorFollowUpList = z.object({
  items: z.array(DoorFollowUp),
  total: z.number(),
  next: z.string().nullable(),
});
export type DoorFollowUpList = z.infer<typeof DoorFollowUpList>;
