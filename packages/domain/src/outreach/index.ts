export * from "./schema.ts";
export * from "./state.ts";
