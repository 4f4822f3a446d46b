export * from "./use-filters.ts";
export * from "./filter-chips.tsx";
export * from "./export-button.tsx";
export * from "./saved-filters.tsx";
export * from "./paging.ts";
