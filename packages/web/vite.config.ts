import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { fieldApp } from "./build/field-app.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const pages = { console: here("console/index.html"), field: here("field/index.html") };

/**
 * Two pages that share one assets folder: the console and the field app. The server's content policy allows no
 * inline script and nothing from elsewhere, so nothing may be inlined into the entries.
 */
export default defineConfig({
  root: here("."),
  plugins: [react(), fieldApp(here("dist/pages"))],
  resolve: { conditions: ["source", "module", "browser", "development|production"] },
  // A worker's script is asked for like a page: only below /field/ may the field app's service worker answer for it.
  worker: {
    format: "es",
    rolldownOptions: { output: { entryFileNames: "field/assets/[name]-[hash].js" } },
  },
  build: {
    outDir: "dist/pages",
    emptyOutDir: true,
    target: ["chrome100", "edge100", "firefox100", "safari15.4"],
    modulePreload: { polyfill: false },
    assetsInlineLimit: (file) => (file.endsWith(".svg") ? false : undefined),
    // maplibre and echarts are single packages of about 1 MB that only the pages with pictures load.
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      input: Object.fromEntries(Object.entries(pages).filter(([, entry]) => existsSync(entry))),
      output: {
        codeSplitting: {
          groups: [
            { name: "react", test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 30 },
            // The configuration must run before the first schema is made; being in zod's own chunk guarantees it.
            { name: "zod", test: /node_modules[\\/]zod[\\/]|shared[\\/]api[\\/]zod-setup/, priority: 30 },
            { name: "maplibre", test: /node_modules[\\/]maplibre-gl[\\/]/, priority: 20 },
            { name: "echarts", test: /node_modules[\\/](echarts|zrender)[\\/]/, priority: 20 },
          ],
        },
      },
    },
  },
  server: {
    host: "127.0.0.1",
    port: 8621,
    proxy: { "/api": "http://127.0.0.1:8620" },
  },
});
