export * from "./schema.ts";
export * from "./plan-draft.ts";
export { readPlan } from "./plan-reader/index.ts";
export { withoutRadicals } from "./plan-reader/normalise.ts";
export * from "./rules.ts";
