/** What the server says of each fact of a batch. */
import { z } from "zod";

/** The server's word on one fact; only after this word may the device let go of it. */
export const FactReceipt = z.object({
  id: z.string(),
  result: z.enum(["accepted", "known", "refused"]),
  problem: z.object({ code: z.string(), title: z.string(), detail: z.string() }).nullable(),
});
export type FactReceipt = z.infer<typeof FactReceipt>;
export const SyncAnswer = z.object({ receipts: z.array(FactReceipt), serverTime: z.number() });
export type SyncAnswer = z.infer<typeof SyncAnswer>;
