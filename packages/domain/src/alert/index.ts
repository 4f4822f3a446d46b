export * from "./schema.ts";
export * from "./push.ts";
