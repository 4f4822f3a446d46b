export * from "./fact.ts";
export * from "./batch.ts";
export * from "./receipt.ts";
export * from "./clock.ts";
export * from "./delta.ts";
export * from "./arrival.ts";
export * from "./retraction.ts";
