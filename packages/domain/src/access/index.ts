export * from "./role.ts";
export * from "./policy.ts";
export * from "./permit.ts";
export * from "./mask.ts";
export * from "./separation.ts";
