export * from "./schema.ts";
export * from "./rules.ts";
export * from "./view.ts";
export * from "./chain.ts";
export * from "./duty-sheet.ts";
export * from "./columns.ts";
