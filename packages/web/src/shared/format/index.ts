export * from "./day.ts";
export * from "./number.ts";
