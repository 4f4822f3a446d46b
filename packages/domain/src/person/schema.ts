import { z } from "zod";

/** 人员：街道、社区、派出所等参加专项行动的工作人员（不是居民） */
export const PersonView = z.object({
  id: z.uuid(),
  name: z.string(),
  post: z.string().nullable(),
  organisation: z.string().nullable(),
  communityId: z.uuid().nullable(),
  /** Masked unless the person looking manages people. */
  phone: z.string().nullable(),
  hasAccount: z.boolean(),
});
export type PersonView = z.infer<typeof PersonView>;

export const CreatePerson = z.object({
  id: z.uuid().optional(),
  name: z.string().trim().min(1, "请填写姓名").max(40),
  post: z.string().trim().max(60).nullable().default(null),
  organisation: z.string().trim().max(80).nullable().default(null),
  communityId: z.uuid().nullable().default(null),
  phone: z
    .string()
    .trim()
    .regex(/^[\d+\- ]{5,20}$/, "电话号码只能有数字和 + -")
    .nullable()
    .default(null),
});
export type CreatePerson = z.infer<typeof CreatePerson>;
