/** 种子收缴: seeds or seedlings taken out of circulation. Never who had them: that belongs to a case of the police. */
import { z } from "zod";

export const seedSpecies = { "opium-poppy": "罂粟", cannabis: "大麻", unknown: "待鉴定" } as const;
export type SeedSpecies = keyof typeof seedSpecies;

export const seedWays = { voluntary: "主动上交", found: "检查发现" } as const;
export const seedReceivers = { police: "派出所", office: "街道禁毒办" } as const;

/** The body of a `seed-handover` fact. */
export const SeedHandoverBody = z
  .object({
    species: z.enum(Object.keys(seedSpecies) as [SeedSpecies, ...SeedSpecies[]]),
    /** Grams as weighed. */
    grams: z.number().positive().max(10_000_000).optional(),
    seedlings: z.number().int().positive().max(10_000_000).optional(),
    by: z.enum(Object.keys(seedWays) as [keyof typeof seedWays, ...(keyof typeof seedWays)[]]),
    /** 封签号 on the bag. */
    sealNumber: z.string().trim().min(1).max(40).optional(),
    handedTo: z.enum(
      Object.keys(seedReceivers) as [keyof typeof seedReceivers, ...(keyof typeof seedReceivers)[]],
    ),
    note: z.string().trim().max(500).optional(),
  })
  .refine((body) => body.grams !== undefined || body.seedlings !== undefined, {
    message: "请填写克数或株数",
    path: ["grams"],
  });
export type SeedHandoverBody = z.infer<typeof SeedHandoverBody>;
