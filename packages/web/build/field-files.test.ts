import { describe, expect, it } from "vitest";
import { fieldFiles, type BuiltFile } from "./field-files.ts";

const bundle = (files: Record<string, Partial<BuiltFile>>) =>
  new Map(
    Object.entries(files).map(([fileName, file]) => [
      fileName,
      { fileName, code: "", imports: [], dynamicImports: [], css: [], ...file },
    ]),
  );
const files = bundle({
  "assets/field-1.js": {
    imports: ["assets/react-1.js"],
    dynamicImports: ["assets/upload-1.js", "assets/map-1.js"],
    css: ["assets/field-1.css"],
    code: 'new Worker("/field/assets/photograph-1.js")',
  },
  "assets/react-1.js": {},
  "assets/field-1.css": {},
  "assets/upload-1.js": { imports: ["assets/react-1.js"] },
  "assets/map-1.js": { imports: ["assets/maplibre-1.js"], dynamicImports: ["assets/tiles-1.js"] },
  "assets/maplibre-1.js": { code: '"/field/assets/maplibre-worker-1.js"' },
  "assets/tiles-1.js": {},
  "field/assets/photograph-1.js": {},
  "field/assets/maplibre-worker-1.js": {},
  "assets/console-1.js": { imports: ["assets/antd-1.js"], dynamicImports: ["assets/map-1.js"] },
  "assets/antd-1.js": {},
});
const parts = fieldFiles(files, "assets/field-1.js", (name) => name.includes("maplibre"));

describe("the field app's files", () => {
  it("of the first load are the entry with what it imports", () => {
    expect(parts.first).toEqual(["assets/field-1.css", "assets/field-1.js", "assets/react-1.js"]);
  });
  it("to be there without signal are these, their workers and their lazy parts", () => {
    expect(parts.precache).toEqual([
      "assets/field-1.css",
      "assets/field-1.js",
      "assets/react-1.js",
      "assets/upload-1.js",
      "field/assets/photograph-1.js",
    ]);
  });
  it("for later are the map and everything that only the map loads", () => {
    expect(parts.later).toEqual([
      "assets/map-1.js",
      "assets/maplibre-1.js",
      "assets/tiles-1.js",
      "field/assets/maplibre-worker-1.js",
    ]);
  });
  it("never include the console's", () => {
    const all = [...parts.precache, ...parts.later].join();
    expect(all).not.toMatch(/console|antd/);
  });
  it("cannot be listed without their entry", () => {
    expect(() => fieldFiles(files, "assets/gone.js", () => false)).toThrow("assets/gone.js");
  });
});
