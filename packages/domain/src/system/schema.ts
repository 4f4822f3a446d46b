import { z } from "zod";

/** What the doctor says of one thing of the installation. */
export const CheckView = z.object({
  name: z.string(),
  word: z.string(),
  level: z.enum(["ok", "warn", "bad"]),
  words: z.string(),
  advice: z.string().nullable(),
});
export type CheckView = z.infer<typeof CheckView>;

/** 系统状况: the worst of all, and each. */
export const SystemView = z.object({ level: z.enum(["ok", "warn", "bad"]), checks: z.array(CheckView) });
export type SystemView = z.infer<typeof SystemView>;

export const levelWords = { ok: "正常", warn: "注意", bad: "有问题" } as const;
