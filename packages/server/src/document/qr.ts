import { encode } from "uqr";

/** A QR code (ISO/IEC 18004, error correction M) as a drawing, quiet zone of four modules included. */
export function drawQr(text: string): { svg: string; width: number; height: number } {
  const { data, size } = encode(text, { ecc: "M", border: 4 });
  let path = "";
  for (const [y, row] of data.entries())
    for (const [x, dark] of row.entries()) if (dark) path += `M${x} ${y}h1v1h-1z`;
  // Drawn large: the renderer's scale is per unit.
  const side = size * 4;
  return {
    svg:
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" width="${side}" height="${side}" shape-rendering="crispEdges">` +
      `<rect width="${size}" height="${size}" fill="#fff"/><path d="${path}" fill="#000"/></svg>`,
    width: side,
    height: side,
  };
}
