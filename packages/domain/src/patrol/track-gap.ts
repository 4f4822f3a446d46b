/** 轨迹中断说明: a browser records no positions while the screen is off, so a gap is timed, shown, and explained. */
import { z } from "zod";

export const trackGapReasons = {
  screen_off: "手机熄屏",
  phone_call: "接打电话",
  no_signal: "没有定位信号",
  battery: "电量不足",
  rest: "休息用餐",
  vehicle: "乘车转移",
  other: "其他",
} as const;
export type TrackGapReason = keyof typeof trackGapReasons;
export const trackGapReasonNames = Object.keys(trackGapReasons) as [TrackGapReason, ...TrackGapReason[]];

/** The body of a `track-gap` fact; from and to are milliseconds by the device's clock. */
export const TrackGapBody = z
  .object({
    from: z.number().int().positive(),
    to: z.number().int().positive(),
    reason: z.enum(trackGapReasonNames),
    note: z.string().trim().max(200).optional(),
  })
  .refine((gap) => gap.from < gap.to, { message: "结束时间早于开始时间", path: ["to"] });
export type TrackGapBody = z.infer<typeof TrackGapBody>;
