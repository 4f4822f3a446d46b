import { decodeQR } from "qr/decode.js";

/** The text of a QR code in RGBA pixels, or null when there is none to read. */
export function decodePixels(data: Uint8ClampedArray, width: number, height: number): string | null {
  try {
    return decodeQR({ data, width, height });
  } catch {
    // The decoder says "no code here" by throwing.
    return null;
  }
}
