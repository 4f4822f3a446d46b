export * from "./schema.ts";
export * from "./addition-state.ts";
export * from "./addition.ts";
export * from "./ledger/index.ts";
export * from "./tree.ts";
export * from "./division.ts";
export * from "./view.ts";
export * from "./ledger-import.ts";
