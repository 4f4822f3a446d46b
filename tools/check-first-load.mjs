// The field app's first load must stay light: at most 220 KB of compressed JavaScript before the first screen, the map
// apart. Measures the built files (packages/web/dist) as a phone without brotli would get them, which is the worse case.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "./build.mjs";
import { root } from "./run.mjs";

const LIMIT_KB = 220;
const CONSOLE_ONLY = /antd|ant-design|rc-component|echarts/;

/** @returns {boolean} whether the limit holds; prints the figure */
export function checkFirstLoad() {
  const dist = join(root, "packages/web/dist");
  const { first, precache } = JSON.parse(readFileSync(join(dist, "field-files.json"), "utf8"));
  const size = (name, ending) => {
    const path = join(dist, "pages", name + ending);
    if (existsSync(path)) return readFileSync(path).byteLength;
    // Too small to be worth compressing.
    const bytes = readFileSync(join(dist, "pages", name));
    return ending === ".gz" ? gzipSync(bytes).byteLength : bytes.byteLength;
  };
  const kb = (names, ending) =>
    names.filter((name) => name.endsWith(".js")).reduce((sum, name) => sum + size(name, ending), 0) / 1024;
  const gzip = kb(first, ".gz");
  console.log(
    `field app: first load ${gzip.toFixed(1)} KB of JavaScript (gzip; ${kb(first, ".br").toFixed(1)} KB brotli), ` +
      `limit ${LIMIT_KB} KB; ${kb(precache, ".gz").toFixed(1)} KB are kept on the phone`,
  );
  const foreign = precache.filter((name) =>
    CONSOLE_ONLY.test(readFileSync(join(dist, "pages", name), "latin1").slice(0, 2_000_000)),
  );
  for (const name of foreign) console.error(`field app: ${name} brings the console's packages along`);
  if (gzip > LIMIT_KB) console.error(`field app: first load is over its limit; load more of it lazily`);
  return gzip <= LIMIT_KB && foreign.length === 0;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href)
  process.exitCode = (await build()) && checkFirstLoad() ? 0 : 1;
