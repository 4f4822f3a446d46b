/** Wire shapes of the ledger import: upload, mapping, dry run, import, each with its progress. */
import { z } from "zod";

export const ledgerStates = {
  read: "已读入，等待核对列名",
  checking: "正在试算",
  checked: "试算完成，等待确认",
  importing: "正在导入",
  done: "导入完成",
  failed: "没有完成",
} as const;

export const LedgerReject = z.object({ row: z.number(), column: z.string(), reason: z.string() });

export const LedgerImport = z.object({
  id: z.uuid(),
  filename: z.string(),
  state: z.enum(Object.keys(ledgerStates) as [keyof typeof ledgerStates]),
  uploadedAt: z.number(),
  headers: z.array(z.string()),
  /** First rows, for the mapping screen. */
  sample: z.array(z.array(z.string())),
  rows: z.number().nullable(),
  /** Ledger column → index of the file's column, or null. */
  mapping: z.record(z.string(), z.number().nullable()),
  unmatched: z.array(z.string()),
  datum: z.enum(["wgs84", "cgcs2000", "gcj02", "bd09"]).nullable(),
  progress: z.object({ done: z.number(), total: z.number(), doing: z.string() }).nullable(),
  difference: z
    .object({
      created: z.number(),
      changed: z.number(),
      unchanged: z.number(),
      missing: z.number(),
      rejected: z.number(),
      /** Up to 200 of each, for looking at; all rejected rows are in the XLSX. */
      createdSample: z.array(z.string()),
      changedSample: z.array(z.object({ path: z.string(), fields: z.array(z.string()) })),
      missingSample: z.array(z.string()),
      rejectedSample: z.array(LedgerReject),
    })
    .nullable(),
  problem: z.string().nullable(),
});
export type LedgerImport = z.infer<typeof LedgerImport>;

export const CheckLedger = z.object({
  mapping: z.record(z.string(), z.number().int().min(0).nullable()),
  datum: z.enum(["wgs84", "cgcs2000", "gcj02", "bd09"]).nullable(),
});
export type CheckLedger = z.infer<typeof CheckLedger>;
