import type { Rule } from "antd/es/form";
import type { z } from "zod";

/** The domain's own schema as a field rule, so that page and server refuse alike and in the same words. */
export function zodRule(schema: z.ZodType): Rule {
  return {
    validator: async (_rule, value: unknown) => {
      const result = schema.safeParse(value ?? "");
      if (!result.success) throw new Error(result.error.issues[0]?.message ?? "填写的内容有误");
    },
  };
}
