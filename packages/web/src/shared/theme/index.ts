export * from "./tokens.ts";
export * from "./state-mark.tsx";
