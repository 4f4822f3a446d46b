// `npm run check`: types, lint, format, documents, size of the field app. Runs all of them even when one fails.
import { pathToFileURL } from "node:url";
import { build } from "./build.mjs";
import { checkDocs } from "./check-docs.mjs";
import { checkFirstLoad } from "./check-first-load.mjs";
import { ensureInstalled, requireNode } from "./installed.mjs";
import { runPackage } from "./run.mjs";

const steps = [
  ["types", async () => (await runPackage("typescript", ["-b"])) === 0],
  ["lint", async () => (await runPackage("oxlint", ["--deny-warnings"])) === 0],
  ["format", async () => (await runPackage("oxfmt", ["--check", "."])) === 0],
  ["docs", async () => checkDocs()],
  ["first load", async () => (await build()) && checkFirstLoad()],
];

/** @returns {Promise<{passed: number, failed: string[]}>} */
export async function check() {
  const failed = [];
  for (const [name, step] of steps) if (!(await step())) failed.push(`check ${name}`);
  return { passed: steps.length - failed.length, failed };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  requireNode();
  await ensureInstalled();
  const { failed } = await check();
  console.log(failed.length === 0 ? "check: all passed" : `check failed: ${failed.join(", ")}`);
  process.exitCode = failed.length === 0 ? 0 : 1;
}
