// Draws the field app's icons from the product mark (packages/web/public/favicon.svg). Run by hand when the mark changes:
// `node tools/draw-icons.mjs`. The results are small and kept in the repository, so that a build needs no drawing.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { root } from "./run.mjs";

const { Resvg } = createRequire(join(root, "packages/server/package.json"))("@resvg/resvg-js");
const folder = join(root, "packages/web/public");
const mark = readFileSync(join(folder, "favicon.svg"), "utf8");
/** A launcher cuts a maskable icon to its own shape: the mark stays inside the middle 80 %, the ground fills all. */
const maskable = mark
  .replace('viewBox="0 0 32 32"', 'viewBox="-5 -5 42 42"')
  .replace('<rect width="32" height="32" rx="7"', '<rect x="-5" y="-5" width="42" height="42"');

const draw = (svg, width, name) => {
  const png = new Resvg(svg, { fitTo: { mode: "width", value: width } }).render().asPng();
  writeFileSync(join(folder, "field", name), png);
  console.log(`${name}: ${png.byteLength} bytes`);
};
writeFileSync(join(folder, "field/icon.svg"), mark);
draw(mark, 192, "icon-192.png");
draw(mark, 512, "icon-512.png");
draw(maskable, 512, "icon-maskable.png");
draw(maskable, 180, "apple-touch-icon.png");
