export * from "./schema.ts";
export * from "./state.ts";
export * from "./field.ts";
export * from "./rules.ts";
export * from "./track-gap.ts";
export * from "./conflict.ts";
export * from "./own-track.ts";
