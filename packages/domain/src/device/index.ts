export * from "./client-words.ts";
export * from "./machine.ts";
export * from "./parcel.ts";
export * from "./pin.ts";
export * from "./proof.ts";
export * from "./schema.ts";
