/** Reads a QR code from a picture: by the browser where it can, otherwise by a decoder that is fetched when needed. */

interface Detector {
  detect(source: ImageBitmapSource): Promise<{ rawValue: string }[]>;
}
interface DetectorClass {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats(): Promise<string[]>;
}

/** The longest side that a picture is read at, in pixels: a code held in a hand fills a third of it. */
const READ_AT = 800;

export type ReadCode = (picture: CanvasImageSource, width: number, height: number) => Promise<string | null>;

/** Throws when neither the browser nor the decoder is at hand (first use without signal). */
export async function openReader(): Promise<ReadCode> {
  const { BarcodeDetector: Native } = globalThis as unknown as { BarcodeDetector?: DetectorClass };
  const formats = (await Native?.getSupportedFormats().catch(() => [])) ?? [];
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d", { willReadFrequently: true })!;
  const draw = (picture: CanvasImageSource, width: number, height: number) => {
    const scale = Math.min(1, READ_AT / Math.max(width, height));
    canvas.width = Math.max(1, Math.round(width * scale));
    canvas.height = Math.max(1, Math.round(height * scale));
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  };
  if (Native && formats.includes("qr_code")) {
    const detector = new Native({ formats: ["qr_code"] });
    return async (picture, width, height) => {
      draw(picture, width, height);
      return (await detector.detect(canvas).catch(() => []))[0]?.rawValue ?? null;
    };
  }
  const { decodePixels } = await import("./decode-pixels.ts");
  return async (picture, width, height) => {
    draw(picture, width, height);
    const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
    return decodePixels(data, canvas.width, canvas.height);
  };
}
