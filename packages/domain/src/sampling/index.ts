export * from "./seeded.ts";
export * from "./draw.ts";
export * from "./schema.ts";
