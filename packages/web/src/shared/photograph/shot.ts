/** From the camera to something that can be sent: turned upright, at most 1600 px on the long side, JPEG, without the camera's own data. */
import type { NewId } from "@lingzhu/domain/kernel";
import type { PhotographBody } from "@lingzhu/domain/sync";
import { sha256 } from "./sha256.ts";

export const LONG_SIDE = 1600;
const QUALITY = 0.8;

export type PhotographViewName = PhotographBody["view"];

/** A photograph taken and scaled, not yet a fact. */
export interface Shot {
  /** Becomes the id of its fact. */
  id: string;
  view: PhotographViewName;
  mime: "image/jpeg";
  bytes: ArrayBuffer;
  sha256: string;
}

/** Width and height inside a square of `longest`, proportions kept, never enlarged. */
export function fitInside(width: number, height: number, longest = LONG_SIDE): [number, number] {
  const scale = Math.min(1, longest / Math.max(width, height));
  return [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
}

/** Scales a picked or taken picture. Throws when the browser cannot read it as a picture. */
export async function takeShot(file: Blob, view: PhotographViewName, newId: NewId): Promise<Shot> {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const [width, height] = fitInside(picture.width, picture.height);
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  canvas.getContext("2d")!.drawImage(picture, 0, 0, width, height);
  picture.close();
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
  if (!blob) throw new Error("the canvas gave no picture");
  const bytes = await blob.arrayBuffer();
  return { id: newId(), view, mime: "image/jpeg", bytes, sha256: await sha256(bytes) };
}
