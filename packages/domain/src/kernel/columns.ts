import { z } from "zod";

/**
 * 列: the columns that a list can show, left to right, by key with the words of their heads. The page and the sheet of
 * a list share one such table, so that what is exported is what is shown.
 */
export type ColumnWords = Readonly<Record<string, string>>;
export type ColumnKey<Words extends ColumnWords> = Extract<keyof Words, string>;

/** Query parameter `columns`: keys of the shown columns in order, joined by commas; without it all of them. */
export function shownColumns<Words extends ColumnWords>(words: Words) {
  const keys = Object.keys(words) as [ColumnKey<Words>, ...ColumnKey<Words>[]];
  return z
    .string()
    .max(400)
    .transform((text) => text.split(","))
    .pipe(z.array(z.enum(keys)).min(1).max(keys.length))
    .optional();
}
