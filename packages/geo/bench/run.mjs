// Bundles the benchmark as it would ship, one plain module, and runs it: `node packages/geo/bench/run.mjs`.
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "vite";

const root = fileURLToPath(new URL("../../../", import.meta.url));
await build({
  configFile: false,
  logLevel: "error",
  root,
  build: {
    ssr: fileURLToPath(new URL("coverage.ts", import.meta.url)),
    outDir: `${root}.cache/bench`,
    emptyOutDir: false,
    minify: false,
    target: "node20",
    rolldownOptions: { output: { entryFileNames: "[name].mjs" } },
  },
});
await import(pathToFileURL(`${root}.cache/bench/coverage.mjs`).href);
