export * from "./approval.ts";
export * from "./evidence.ts";
export * from "./grade.ts";
export * from "./place-shape.ts";
export * from "./reason.ts";
export * from "./view.ts";
