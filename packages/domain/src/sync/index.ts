export * from "./fact.ts";
export * from "./retraction.ts";
