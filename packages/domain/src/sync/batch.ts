/** What a device sends in one request. */
import { z } from "zod";

/**
 * A batch from one device. The shape of each fact is checked one by one, so a bad one never blocks the good.
 * What the first protocol did not send is optional for ever.
 */
export const SyncBatch = z.object({
  facts: z.array(z.unknown()).min(1).max(500),
  /** Milliseconds by the device's clock when the request was made; the server measures the clock by it. */
  sentAt: z.number().int().positive().max(8_640_000_000_000_000).optional(),
  /** The sending device; with `sentAt` the measurement is kept for it. */
  deviceId: z.uuid().optional(),
});
export type SyncBatch = z.infer<typeof SyncBatch>;
