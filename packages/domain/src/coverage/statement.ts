import { z } from "zod";
import { assumptionCodes } from "./assumption.ts";

/**
 * One sentence for a leader about what was missed or how sure "nothing found" is.
 *
 * `says` tells whether it gives a figure, says that the data cannot tell, or that the question does not arise.
 * Assumptions are codes of the table in assumption.ts. Figures are unrounded, for whoever opens the sentence.
 */
export const Statement = z.object({
  says: z.enum(["figure", "cannot-tell", "not-asked"]),
  sentence: z.string(),
  /** How it was worked out, in Chinese with the name of the method. */
  method: z.string(),
  assumptions: z.array(z.enum(assumptionCodes)),
  figures: z.record(z.string(), z.number().nullable()),
});
export type Statement = z.infer<typeof Statement>;
