export * from "./product-mark.tsx";
export * from "./empty-drawings.tsx";
export { CapsuleDrawing, OpiumPoppy } from "./opium-poppy.tsx";
export { markDrawings } from "./mark-drawings.tsx";
export { CaliforniaPoppy, CornPoppy, IcelandPoppy, OrientalPoppy } from "./look-alikes.tsx";
export { StageDrawing } from "./plant-stages.tsx";
