export { photographBody, takeShot, type PhotographViewName, type Shot } from "./shot.ts";
export { fitInside, LONG_SIDE } from "./process.ts";
export { type Capture } from "./watermark.ts";
export { sha256, sha256Plain } from "./sha256.ts";
