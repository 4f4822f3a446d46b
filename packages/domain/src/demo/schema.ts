import { z } from "zod";

/** 演示数据的载入进度 */
export const DemoView = z.object({
  state: z.enum(["idle", "loading", "done", "failed"]),
  progress: z.object({ done: z.number(), total: z.number(), doing: z.string() }).nullable(),
  /** Why it failed, in Chinese. */
  problem: z.string().nullable(),
  /** Accounts of the season's people, one of each role; one password for all, shown to who started the loading. */
  logins: z.array(z.object({ login: z.string(), role: z.string(), name: z.string() })),
  password: z.string().nullable(),
});
export type DemoView = z.infer<typeof DemoView>;
