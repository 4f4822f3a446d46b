/** What is still on phones: records of photographs that came without their bytes. */
import { z } from "zod";

/** 图片还在手机上: photographs of one person on one phone. */
export const AwaitedPhotographs = z.object({
  personId: z.uuid(),
  person: z.string(),
  deviceId: z.uuid(),
  count: z.number(),
  /** When the first of their records came (server's clock, ms). */
  since: z.number(),
  /** When anything came from this phone last (server's clock, ms). */
  lastHeardAt: z.number(),
  /** Where the first few were taken. */
  places: z.array(z.string()),
});
export type AwaitedPhotographs = z.infer<typeof AwaitedPhotographs>;

/** Longer than a day on the way is worth a call to the person: phones send when they are charged at home. */
export const AWAITED_LATE_MS = 86_400_000;
