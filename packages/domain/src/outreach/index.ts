export * from "./schema.ts";
export * from "./state.ts";
export * from "./view.ts";
