export * from "./empty-state.tsx";
export * from "./problem-state.tsx";
export * from "./loaded.tsx";
export * from "./not-found.tsx";
export * from "./route-fault.tsx";
export * from "./denied.tsx";
