// Runs a benchmark of the server against the compiled server, as it would run in an office:
// `node tools/bench.mjs packages/server/bench/ledger-import.ts [households]`.
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build as bundle } from "vite";
import { build } from "./build.mjs";
import { root } from "./run.mjs";

const [file, ...rest] = process.argv.slice(2);
if (!file) {
  console.error("用法：node tools/bench.mjs packages/server/bench/<name>.ts [参数…]");
  process.exit(2);
}
if (!(await build())) process.exit(1);
const dist = join(root, "packages/server/dist");
const outDir = join(root, ".cache/bench");
await bundle({
  configFile: false,
  logLevel: "error",
  root,
  plugins: [
    {
      name: "compiled-server",
      enforce: "pre",
      resolveId: (id) => {
        const [, path] = /^\.\.\/src\/(.*)\.ts$/.exec(id) ?? [];
        return path ? { id: pathToFileURL(join(dist, `${path}.js`)).href, external: true } : null;
      },
    },
  ],
  build: {
    ssr: resolve(file),
    outDir,
    emptyOutDir: false,
    minify: false,
    target: "node20",
    rolldownOptions: { output: { entryFileNames: "[name].mjs" } },
  },
});
process.argv = [process.argv[0], resolve(file), ...rest];
await import(pathToFileURL(join(outDir, basename(file).replace(/\.ts$/, ".mjs"))).href);
