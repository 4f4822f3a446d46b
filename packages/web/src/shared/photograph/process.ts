/**
 * From the camera's file to what is sent: turned upright, at most 1600 px on the long side, the watermark burned in,
 * JPEG. Drawing anew leaves behind everything else that the camera wrote into the file, such as its own position.
 * Runs in a worker, or on the page where a browser has no canvas for workers.
 */
import { fontFamily } from "../theme/tokens.ts";
import { sha256 } from "./sha256.ts";
import { layWatermark } from "./watermark.ts";

export const LONG_SIDE = 1600;
/** What a photograph should not exceed; over it the picture is compressed harder, then made smaller. */
export const TYPICAL_BYTES = 400_000;
const QUALITIES = [0.82, 0.72, 0.62, 0.5];
const SMALLER_SIDE = 1280;

export interface Processed {
  bytes: ArrayBuffer;
  sha256: string;
  width: number;
  height: number;
}

/** Width and height inside a square of `longest`, proportions kept, never enlarged. */
export function fitInside(width: number, height: number, longest = LONG_SIDE): [number, number] {
  const scale = Math.min(1, longest / Math.max(width, height));
  return [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
}

/** Throws when the browser cannot read the file as a picture. */
export async function processPhotograph(file: Blob, lines: readonly string[]): Promise<Processed> {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  try {
    let last: Processed | null = null;
    for (const longest of [LONG_SIDE, SMALLER_SIDE]) {
      const sheet = draw(picture, longest, lines);
      for (const quality of QUALITIES) {
        const bytes = await (await sheet.encode(quality)).arrayBuffer();
        last = { bytes, sha256: "", width: sheet.width, height: sheet.height };
        if (bytes.byteLength <= TYPICAL_BYTES) return await digested(last);
      }
    }
    return await digested(last!);
  } finally {
    picture.close();
  }
}

const digested = async (of: Processed): Promise<Processed> => ({ ...of, sha256: await sha256(of.bytes) });

interface Sheet {
  width: number;
  height: number;
  encode(quality: number): Promise<Blob>;
}

function draw(picture: ImageBitmap, longest: number, lines: readonly string[]): Sheet {
  const [width, height] = fitInside(picture.width, picture.height, longest);
  const { context, encode } = canvasOf(width, height);
  context.imageSmoothingQuality = "high";
  context.drawImage(picture, 0, 0, width, height);
  burn(context, width, height, lines);
  return { width, height, encode };
}

type Drawing = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

function canvasOf(width: number, height: number): { context: Drawing; encode: Sheet["encode"] } {
  if (typeof OffscreenCanvas === "function") {
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext("2d");
    if (context)
      return { context, encode: (quality) => canvas.convertToBlob({ type: "image/jpeg", quality }) };
  }
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  return {
    context: canvas.getContext("2d")!,
    encode: (quality) =>
      new Promise((resolve, reject) =>
        canvas.toBlob(
          (blob) => (blob ? resolve(blob) : reject(new Error("the canvas gave no picture"))),
          "image/jpeg",
          quality,
        ),
      ),
  };
}

/** White letters on a darkened strip at the foot: legible on snow and on soil. */
function burn(context: Drawing, width: number, height: number, lines: readonly string[]): void {
  if (lines.length === 0) return;
  const fontOf = (size: number) => `600 ${size}px ${fontFamily}`;
  const layout = layWatermark(width, height, lines, (words, size) => {
    context.font = fontOf(size);
    return context.measureText(words).width;
  });
  context.fillStyle = "rgb(0 0 0 / 0.55)";
  context.fillRect(0, layout.top, width, height - layout.top);
  context.font = fontOf(layout.size);
  context.fillStyle = "#fff";
  context.textBaseline = "middle";
  layout.lines.forEach((line, index) =>
    context.fillText(line, layout.inset, layout.top + layout.inset / 2 + layout.lineHeight * (index + 0.5)),
  );
}
