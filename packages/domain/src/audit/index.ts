export * from "./act.ts";
export * from "./event.ts";
export * from "./schema.ts";
