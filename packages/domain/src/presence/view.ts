/** Wire answers about presence. */
import { z } from "zod";
import { outcomeNames } from "../patrol/schema.ts";
import { PresenceView } from "./reason.ts";

/** One's own visits of a round with their grades, for the phone. */
export const OwnPresence = z.array(
  PresenceView.extend({ visitId: z.uuid(), placeId: z.uuid(), recordedAt: z.number() }),
);
export type OwnPresence = z.infer<typeof OwnPresence>;

/** open: in doubt, and nobody stands for it; approved: somebody does; unjudged: nothing to judge by. */
export const doubtKinds = { open: "待核实", approved: "已认定", unjudged: "无法判断" } as const;
export type DoubtKind = keyof typeof doubtKinds;

export const DoubtQuery = z.object({
  roundId: z.uuid(),
  communityId: z.uuid().optional(),
  personId: z.uuid().optional(),
  show: z.enum(["open", "approved", "unjudged"]).default("open"),
  after: z.string().max(80).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type DoubtQuery = z.infer<typeof DoubtQuery>;

/** 存疑: a visit that its grade does not carry. */
export const DoubtRow = z.object({
  visitId: z.uuid(),
  placeId: z.uuid(),
  placePath: z.string(),
  community: z.string(),
  outcome: z.enum(outcomeNames),
  recordedAt: z.number(),
  personId: z.uuid(),
  by: z.string(),
  presence: PresenceView,
});
export type DoubtRow = z.infer<typeof DoubtRow>;

export const DoubtList = z.object({
  items: z.array(DoubtRow),
  total: z.number(),
  next: z.string().nullable(),
  /** How many of each kind there are within reach. */
  counts: z.object({ open: z.number(), approved: z.number(), unjudged: z.number() }),
});
export type DoubtList = z.infer<typeof DoubtList>;
