export * from "./brand.ts";
export * from "./id.ts";
export * from "./day.ts";
export * from "./valid-time.ts";
export * from "./share.ts";
export * from "./machine.ts";
export * from "./problem.ts";
export { problemTable, type ProblemCode, type ProblemParams, type InputIssue } from "./problem-table.ts";
export * from "./group.ts";
