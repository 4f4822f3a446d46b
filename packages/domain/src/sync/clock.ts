/**
 * The clock of a device against the server's. Facts keep the device's time as it was; how far it was off is measured
 * with every batch and shown, never used to correct anything.
 */
import { z } from "zod";

/** A device is called off when its clock differs by more than this; one on a network keeps within seconds. */
export const CLOCK_OFF_MS = 120_000;

/** Device minus server in milliseconds, positive when the device is ahead; the way through the network counts as behind. */
export const skewOf = (sentAt: number, receivedAt: number): number => sentAt - receivedAt;

/**
 * The middle one of several measurements, milliseconds: one request that waited long in a tunnel does not make a
 * clock wrong. Null when there is none.
 */
export function settledSkew(skews: readonly number[]): number | null {
  const sorted = skews.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}

export const isClockOff = (skewMs: number): boolean => Math.abs(skewMs) > CLOCK_OFF_MS;

/** Words for people: 快 5 分钟, 慢 2 小时, 准. */
export function skewWords(skewMs: number): string {
  if (!isClockOff(skewMs)) return "准";
  const minutes = Math.round(Math.abs(skewMs) / 60_000);
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60)];
  const amount =
    days > 0
      ? `${days} 天${hours > 0 ? ` ${hours} 小时` : ""}`
      : hours > 0
        ? `${hours} 小时${minutes % 60 > 0 ? ` ${minutes % 60} 分钟` : ""}`
        : `${minutes} 分钟`;
  return `${skewMs > 0 ? "快" : "慢"} ${amount}`;
}

/** A device whose clock was measured lately, for the office. */
export const DeviceClock = z.object({
  deviceId: z.uuid(),
  /** Who sent from it last. */
  personId: z.uuid(),
  person: z.string(),
  /** Settled over the last batches, milliseconds; device minus server. */
  skewMs: z.number(),
  batches: z.number(),
  lastAt: z.number(),
});
export type DeviceClock = z.infer<typeof DeviceClock>;
