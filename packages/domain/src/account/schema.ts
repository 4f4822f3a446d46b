import { z } from "zod";
import { actions, roleNames } from "../access/index.ts";
import { DeviceRegistration, RegisteredDevice, ServerKey } from "../device/schema.ts";

export const Id = z.uuid();

export const Login = z
  .string()
  .trim()
  .min(3, "账号至少 3 个字符")
  .max(40, "账号最多 40 个字符")
  .regex(/^[\p{L}\p{N}._-]+$/u, "账号只能用字母、数字、汉字和 . _ -");
export const Password = z.string().min(10, "密码至少 10 个字符").max(200, "密码太长");

/** 登录; with `device` from a phone, whose session is then bound to it. */
export const SignIn = z.object({
  login: z.string().min(1, "请填写账号").max(40),
  password: z.string().min(1, "请填写密码").max(200),
  device: DeviceRegistration.optional(),
});
export const SignedIn = z.object({ done: z.literal(true), device: RegisteredDevice.optional() });

/** 首次设置：第一个账号和所在街道 */
export const FirstSetup = z.object({
  code: z.string().min(1, "请从启动窗口复制设置码"),
  login: Login,
  password: Password,
  name: z.string().trim().min(1, "请填写姓名").max(40),
  /** 12-digit (or first 9 digits of the) statistical code of the street. */
  streetCode: z.string().regex(/^\d{9}(\d{3})?$/, "请选择街道"),
});

export const GrantInput = z.object({
  role: z.enum(roleNames),
  communityId: Id.nullable(),
});

export const SessionView = z.object({
  account: z.object({ id: Id, login: z.string() }),
  person: z.object({ id: Id, name: z.string(), post: z.string().nullable() }),
  street: z.object({
    id: z.number(),
    code: z.string(),
    name: z.string(),
    region: z.string(),
    center: z.tuple([z.number(), z.number()]).nullable(),
  }),
  grants: z.array(z.object({ role: z.enum(roleNames), communityId: Id.nullable() })),
  abilities: z.array(z.enum(actions as [(typeof actions)[number]])),
  demo: z.boolean(),
  /** The server's clock in milliseconds; a demonstration's runs on its own days. */
  serverTime: z.number(),
  /** Registration of this phone for this account; absent in a session at a desk and from older servers. */
  deviceId: Id.optional(),
  /** For what the phone seals; absent from older servers. */
  serverKey: ServerKey.optional(),
});
export type SessionView = z.infer<typeof SessionView>;

/** 新建账号：给已有人员，或同时建人员 */
export const CreateAccount = z.object({
  login: Login,
  password: Password,
  personId: Id.optional(),
  person: z
    .object({
      name: z.string().trim().min(1).max(40),
      post: z.string().trim().max(60).nullable().default(null),
      organisation: z.string().trim().max(80).nullable().default(null),
      communityId: Id.nullable().default(null),
    })
    .optional(),
  grants: z.array(GrantInput).min(1, "至少给一个岗位"),
});
export type CreateAccount = z.infer<typeof CreateAccount>;

export const AccountView = z.object({
  id: Id,
  login: z.string(),
  person: z.object({
    id: Id,
    name: z.string(),
    post: z.string().nullable(),
    organisation: z.string().nullable(),
  }),
  grants: z.array(
    z.object({ role: z.enum(roleNames), communityId: Id.nullable(), communityName: z.string().nullable() }),
  ),
  createdAt: z.number(),
  disabledAt: z.number().nullable(),
});
export type AccountView = z.infer<typeof AccountView>;
