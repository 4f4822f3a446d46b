export * from "./schema.ts";
export * from "./password.ts";
export * from "./list.ts";
