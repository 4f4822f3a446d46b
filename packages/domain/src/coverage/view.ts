import { z } from "zod";
import { placeStateNames } from "../patrol/state.ts";
import { RoundView } from "../patrol/schema.ts";

/** Counts over the full register of a round: the denominator is every household or plot, not those found. */
export const Counts = z.object({
  total: z.number(),
  seen: z.number(),
  noOneIn: z.number(),
  refused: z.number(),
  unreachable: z.number(),
  unseen: z.number(),
});
export type Counts = z.infer<typeof Counts>;

export const CommunityCoverage = z.object({
  id: z.uuid(),
  name: z.string(),
  households: Counts,
  plots: Counts,
});
export const Coverage = z.object({
  round: RoundView.omit({ zones: true }),
  asOf: z.number(),
  households: Counts,
  plots: Counts,
  /** Households and plots that no zone of the round contains. */
  outsideZones: z.number(),
  communities: z.array(CommunityCoverage),
});
export type Coverage = z.infer<typeof Coverage>;

export const BuildingCoverage = z.object({
  placeId: z.uuid(),
  kind: z.enum(["building", "compound"]),
  name: z.string(),
  compound: z.string(),
  communityId: z.uuid().nullable(),
  counts: Counts,
});

export type BuildingCoverage = z.infer<typeof BuildingCoverage>;

export const UnseenQuery = z.object({
  roundId: z.uuid(),
  communityId: z.uuid().optional(),
  buildingId: z.uuid().optional(),
  kind: z.enum(["household", "plot"]).optional(),
  state: z.enum(placeStateNames).optional(),
  after: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export const UnseenRow = z.object({
  placeId: z.uuid(),
  kind: z.enum(["household", "plot"]),
  path: z.string(),
  communityId: z.uuid().nullable(),
  community: z.string(),
  state: z.enum(placeStateNames),
  visits: z.number(),
  lastVisitAt: z.number().nullable(),
  zone: z.string().nullable(),
  team: z.string().nullable(),
  /** 包保人 on this day, or null: nobody answers. */
  contractCadre: z.string().nullable(),
});
export type UnseenRow = z.infer<typeof UnseenRow>;
export const UnseenList = z.object({
  items: z.array(UnseenRow),
  total: z.number(),
  next: z.string().nullable(),
});
export type UnseenList = z.infer<typeof UnseenList>;

/** 进度: how a round's coverage grew, day by day within its dates; for the progress curve. */
export const RoundProgress = z.object({
  roundId: z.uuid(),
  start: z.string(),
  end: z.string(),
  /** Households and plots of the register within reach. */
  total: z.number(),
  days: z.array(
    z.object({
      day: z.string(),
      visits: z.number(),
      /** Places whose first completed look was on or before this day. */
      seen: z.number(),
    }),
  ),
});
export type RoundProgress = z.infer<typeof RoundProgress>;
