export { fitInside, LONG_SIDE, takeShot, type PhotographViewName, type Shot } from "./shot.ts";
export { sha256, sha256Plain } from "./sha256.ts";
