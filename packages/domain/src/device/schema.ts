import { z } from "zod";
import { deviceStates } from "./machine.ts";

/** What a phone says of itself at sign-in. */
export const DeviceRegistration = z.object({
  /** The phone's own lasting id, the `deviceId` of facts; the same for all who share the phone. */
  phoneId: z.uuid(),
  /** Model words for lists, e.g. "安卓 上的 Chrome · M2007J22C". */
  name: z.string().trim().min(1).max(80),
  /** ECDSA P-256 public key, SPKI, base64url (91 bytes). */
  publicKey: z
    .string()
    .regex(/^[\w-]+$/)
    .length(122),
  /** Asks for the recovery key, because the PIN has been forgotten. */
  recover: z.boolean().default(false),
});
export type DeviceRegistration = z.output<typeof DeviceRegistration>;

/** What the phone learns at sign-in besides its cookie. */
export const RegisteredDevice = z.object({
  id: z.uuid(),
  /** base64url; only when asked for, null when none was ever left here. */
  recoveryKey: z.string().nullable(),
});

/** 32 bytes, base64url. */
export const RecoveryKey = z
  .string()
  .regex(/^[\w-]+$/)
  .length(43);

/** The server's ECDH P-256 public key for sealed parcels: its number, and the raw point in base64url. */
export const ServerKey = z.object({ number: z.number().int().positive(), publicKey: z.string() });
export type ServerKey = z.infer<typeof ServerKey>;

/** 手机登记 as the office sees it. */
export const DeviceView = z.object({
  id: z.uuid(),
  phoneId: z.uuid(),
  name: z.string(),
  account: z.object({ id: z.uuid(), login: z.string() }),
  person: z.object({ id: z.uuid(), name: z.string() }),
  state: z.enum(deviceStates),
  registeredAt: z.number(),
  lastSeenAt: z.number().nullable(),
  /** Live sessions of this registration. */
  sessions: z.number(),
  /** Records still on the phone as it last reported, and when; null before the first report. */
  unsent: z.number().nullable(),
  unsentAt: z.number().nullable(),
  revokedAt: z.number().nullable(),
  lateUntil: z.number().nullable(),
  /** Why it was revoked or what was allowed since, as it was last given. */
  reason: z.string().nullable(),
});
export type DeviceView = z.infer<typeof DeviceView>;

/** 登录: one live session. */
export const SessionRow = z.object({
  id: z.uuid(),
  account: z.object({ id: z.uuid(), login: z.string() }),
  person: z.object({ id: z.uuid(), name: z.string() }),
  /** "Windows 上的 Edge", or the phone's name. */
  client: z.string(),
  deviceId: z.uuid().nullable(),
  startedAt: z.number(),
  lastSeenAt: z.number(),
  /** The session that asks. */
  current: z.boolean(),
});
export type SessionRow = z.infer<typeof SessionRow>;

export const DeviceReason = z.object({ reason: z.string().trim().min(2, "请写明原因").max(200) });

/** The phone's own word on what it still holds of this person. */
export const DeviceReport = z.object({ unsent: z.number().int().min(0).max(100_000) });
