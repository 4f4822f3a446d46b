import { z } from "zod";

/** 告知: the record that an office, police station or secretary was told of a finding, and when it looked. */
export const audiences = { office: "街道禁毒办", police: "派出所", secretary: "社区书记" } as const;
export type Audience = keyof typeof audiences;
export const AlertView = z.object({
  id: z.uuid(),
  audience: z.enum(Object.keys(audiences) as [Audience]),
  findingId: z.uuid(),
  number: z.string(),
  placePath: z.string(),
  createdAt: z.number(),
  seenAt: z.number().nullable(),
});
export type AlertView = z.infer<typeof AlertView>;
