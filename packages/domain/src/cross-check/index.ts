export * from "./match.ts";
export * from "./schema.ts";
export * from "./detection.ts";
