export * from "./schema.ts";
export * from "./ledger/index.ts";
export * from "./tree.ts";
export * from "./division.ts";
export * from "./view.ts";
export * from "./ledger-import.ts";
export * from "./columns.ts";
