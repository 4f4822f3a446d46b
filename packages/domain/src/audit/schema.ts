import { z } from "zod";
import { DayText } from "../campaign/schema.ts";
import { actNames } from "./act.ts";

/** 审计记录的筛选；days are of China Standard Time, `to` included */
export const AuditFilter = z
  .object({
    act: z.enum(actNames).optional(),
    accountId: z.uuid().optional(),
    /** Any id that an entry is about. */
    objectId: z.string().trim().min(1).max(80).optional(),
    from: DayText.optional(),
    to: DayText.optional(),
  })
  .refine(({ from, to }) => !from || !to || from <= to, { message: "结束日期早于开始日期", path: ["to"] });
export type AuditFilter = z.infer<typeof AuditFilter>;

/** One page of the log, newest first. */
export const AuditQuery = z.intersection(
  AuditFilter,
  z.object({
    /** Entries with a smaller number only: the last one of the page before. */
    before: z.coerce.number().int().positive().optional(),
    limit: z.coerce.number().int().min(1).max(200).default(100),
  }),
);
export type AuditQuery = z.output<typeof AuditQuery>;

export const AuditEntryView = z.object({
  seq: z.number(),
  at: z.number(),
  act: z.string(),
  noun: z.string(),
  objectId: z.string().nullable(),
  /** Null: the system itself or its command line. */
  actor: z.object({ accountId: z.uuid(), login: z.string(), name: z.string() }).nullable(),
  detail: z.record(z.string(), z.unknown()),
});
export type AuditEntryView = z.infer<typeof AuditEntryView>;

export const AuditPage = z.object({ items: z.array(AuditEntryView), more: z.boolean() });
export type AuditPage = z.infer<typeof AuditPage>;

/** Who may be filtered by: every account that ever acted. */
export const AuditActors = z.array(z.object({ accountId: z.uuid(), login: z.string(), name: z.string() }));

/** What a walk along the chain found. */
export const AuditVerdict = z.object({
  entries: z.number(),
  ok: z.boolean(),
  /** The first entry that is changed, missing or out of order, and what is wrong with it. */
  firstBad: z.object({ streetId: z.number(), seq: z.number(), reason: z.string() }).nullable(),
});
export type AuditVerdict = z.infer<typeof AuditVerdict>;

/** The head of a street's chain at the end of a day, signed by the installation. */
export const SignedHead = z.object({
  streetId: z.number(),
  day: DayText,
  seq: z.number().int().positive(),
  /** Hexadecimal SHA-256 of the entry `seq`. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  signedAt: z.number(),
  keyId: z.string(),
  /** Ed25519 (RFC 8032), base64url, over the canonical text of the other members. */
  signature: z.string(),
});
export type SignedHead = z.infer<typeof SignedHead>;

/** A file to be kept elsewhere, by which a chain written anew shows. */
export const SignedHeadsFile = z.object({
  format: z.literal("lingzhu-audit-heads/1"),
  publicKey: z.string(),
  heads: z.array(SignedHead),
});
export type SignedHeadsFile = z.infer<typeof SignedHeadsFile>;
