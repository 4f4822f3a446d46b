import { z } from "zod";

/** First parcel of a backup: what it is and what it must hold. */
export const Manifest = z.object({
  format: z.literal("lingzhu-backup/1"),
  createdAt: z.number(),
  /** Number of the last migration of the database that was backed up. */
  migration: z.number().int(),
  streetIds: z.array(z.number()),
  /** In the order in which they can be filled: a table after those it refers to. */
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()), rows: z.number().int() })),
  secrets: z.array(z.string()),
  /** Photographs that the database names; in a folder they lie beside, each sealed by itself. */
  media: z.array(z.object({ streetId: z.number(), sha256: z.string(), bytes: z.number() })),
});
export type Manifest = z.infer<typeof Manifest>;
