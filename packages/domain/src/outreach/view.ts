/** Wire answers about notices, commitments and publicity. */
import { z } from "zod";
import { seedReceivers, seedSpecies, seedWays } from "../seed/schema.ts";
import { commitmentResultNames, noticeResultNames, publicityFormNames } from "./schema.ts";

/** Households by the notice that decides, and key places by the commitment; the register is the denominator. */
export const OutreachCounts = z.object({
  households: z.number(),
  handed: z.number(),
  posted: z.number(),
  refused: z.number(),
  noOneIn: z.number(),
  /** Nobody came with a notice yet. */
  notAsked: z.number(),
  /** Key households and plots, of which a commitment is asked. */
  keyPlaces: z.number(),
  signed: z.number(),
  signRefused: z.number(),
});
export type OutreachCounts = z.infer<typeof OutreachCounts>;

export const OutreachSummary = z.object({
  campaignId: z.uuid(),
  asOf: z.number(),
  total: OutreachCounts,
  communities: z.array(OutreachCounts.extend({ id: z.uuid(), name: z.string() })),
});
export type OutreachSummary = z.infer<typeof OutreachSummary>;

export const outreachShows = {
  unserved: "未送达告知书",
  refused: "拒收告知书",
  served: "已送达",
  unsigned: "重点未签承诺书",
  signed: "已签承诺书",
} as const;
export type OutreachShow = keyof typeof outreachShows;
export const outreachShowNames = Object.keys(outreachShows) as [OutreachShow, ...OutreachShow[]];

export const OutreachQuery = z.object({
  campaignId: z.uuid(),
  communityId: z.uuid().optional(),
  show: z.enum(outreachShowNames).default("unserved"),
  after: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type OutreachQuery = z.infer<typeof OutreachQuery>;

export const OutreachRow = z.object({
  placeId: z.uuid(),
  kind: z.enum(["household", "plot"]),
  path: z.string(),
  community: z.string(),
  isKey: z.boolean(),
  notice: z.enum(noticeResultNames).nullable(),
  noticeAt: z.number().nullable(),
  notices: z.number(),
  commitment: z.enum(commitmentResultNames).nullable(),
  commitmentAt: z.number().nullable(),
  /** 包保人 on this day, or null: nobody answers. */
  contractCadre: z.string().nullable(),
});
export type OutreachRow = z.infer<typeof OutreachRow>;
export const OutreachList = z.object({
  items: z.array(OutreachRow),
  total: z.number(),
  next: z.string().nullable(),
});
export type OutreachList = z.infer<typeof OutreachList>;

export const PublicityQuery = z.object({ campaignId: z.uuid(), communityId: z.uuid().optional() });
export type PublicityQuery = z.infer<typeof PublicityQuery>;

export const PublicityView = z.object({
  id: z.uuid(),
  at: z.number(),
  by: z.string(),
  /** Where; null for the whole street. */
  placePath: z.string().nullable(),
  form: z.enum(publicityFormNames),
  title: z.string(),
  people: z.number().nullable(),
  materials: z.number().nullable(),
  note: z.string().nullable(),
  photographIds: z.array(z.uuid()),
});
export type PublicityView = z.infer<typeof PublicityView>;

export const SeedHandoverView = z.object({
  id: z.uuid(),
  at: z.number(),
  by: z.string(),
  placePath: z.string().nullable(),
  species: z.enum(Object.keys(seedSpecies) as [keyof typeof seedSpecies, ...(keyof typeof seedSpecies)[]]),
  grams: z.number().nullable(),
  seedlings: z.number().nullable(),
  way: z.enum(Object.keys(seedWays) as [keyof typeof seedWays, ...(keyof typeof seedWays)[]]),
  sealNumber: z.string().nullable(),
  handedTo: z.enum(
    Object.keys(seedReceivers) as [keyof typeof seedReceivers, ...(keyof typeof seedReceivers)[]],
  ),
  note: z.string().nullable(),
  photographIds: z.array(z.uuid()),
});
export type SeedHandoverView = z.infer<typeof SeedHandoverView>;
