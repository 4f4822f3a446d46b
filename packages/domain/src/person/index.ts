export * from "./schema.ts";
export * from "./list.ts";
