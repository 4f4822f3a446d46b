export * from "./schema.ts";
export * from "./password.ts";
