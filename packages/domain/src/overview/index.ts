export * from "./schema.ts";
export * from "./todo.ts";
