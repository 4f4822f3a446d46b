export * from "./schema.ts";
export * from "./machine.ts";
export * from "./rules.ts";
export * from "./view.ts";
export * from "./columns.ts";
