export * from "./zod-rule.ts";
export * from "./issues-at-fields.ts";
export * from "./use-firm-after-try.ts";
export * from "./day-field.tsx";
export * from "./use-draft.tsx";
export * from "./form-dialog.tsx";
