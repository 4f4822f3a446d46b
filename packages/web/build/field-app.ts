/** Makes the field app installable: lists its files, builds the service worker around that list, compresses all. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "vite";
import { compressFolder } from "./compress.ts";
import { fieldFiles, type BuiltFile } from "./field-files.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
/** Copied as they are; named by no script. */
const PUBLIC_FILES = ["favicon.svg", ...readdirSync(here("../public/field")).map((name) => `field/${name}`)];
const PAGE = "field/index.html";

export function fieldApp(outDir: string): Plugin {
  return {
    name: "lingzhu-field-app",
    apply: "build",
    async writeBundle(_options, bundle) {
      const files = new Map<string, BuiltFile>();
      let entry = "";
      for (const [fileName, file] of Object.entries(bundle)) {
        if (fileName.endsWith(".html") || fileName.endsWith(".map")) continue;
        const blank = { fileName, code: "", imports: [], dynamicImports: [], css: [] };
        if (file.type === "asset") {
          files.set(fileName, blank);
          continue;
        }
        const { code, imports, dynamicImports, isEntry, name } = file;
        const css = [...(file.viteMetadata?.importedCss ?? [])];
        files.set(fileName, { ...blank, code, imports, dynamicImports, css });
        if (isEntry && name === "field") entry = fileName;
      }
      const parts = fieldFiles(files, entry, (name) => name.includes("maplibre"));
      const page = readFileSync(join(outDir, PAGE));
      const precache = [...PUBLIC_FILES, ...parts.precache];
      const version = createHash("sha256").update(page);
      for (const name of precache) version.update(readFileSync(join(outDir, name)));
      const list = {
        version: version.digest("hex").slice(0, 16),
        page: "/field/",
        precache: precache.map((name) => `/${name}`),
        later: parts.later.map((name) => `/${name}`),
      };
      await buildServiceWorker(outDir, list);
      // For the check of the first load's size.
      writeFileSync(join(outDir, "../field-files.json"), JSON.stringify({ ...parts, version: list.version }));
      await compressFolder(outDir);
    },
  };
}

/** One classic script without imports: not every phone's browser takes a module here. */
const buildServiceWorker = (outDir: string, list: unknown) =>
  build({
    configFile: false,
    logLevel: "error",
    publicDir: false,
    define: { FIELD_FILES: JSON.stringify(list) },
    build: {
      outDir,
      emptyOutDir: false,
      target: ["chrome100", "edge100", "firefox100", "safari15.4"],
      rolldownOptions: {
        input: here("../service-worker/service-worker.ts"),
        output: { format: "iife", entryFileNames: "field/service-worker.js" },
      },
    },
  });
