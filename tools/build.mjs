// `npm run build`: compiles geo, domain and server to dist, and bundles the pages, each only when something
// that it is made of has changed. Looking takes some milliseconds and starts no program.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ensureInstalled, requireNode } from "./installed.mjs";
import { root, runPackage } from "./run.mjs";

const compiler = ["tsconfig.base.json", "package-lock.json"];

/** What is built: from which paths, what must exist afterwards, and how. */
const targets = [
  {
    name: "server",
    from: [...compiler, ...["geo", "domain", "server"].flatMap(sourcesOf)],
    makes: [
      "packages/geo/dist/index.js",
      "packages/domain/dist/kernel/index.js",
      "packages/server/dist/main.js",
    ],
    build: () => runPackage("typescript", ["-b", "packages/server"]),
  },
  {
    name: "web",
    from: [...compiler, ...["geo", "domain"].flatMap(sourcesOf), "packages/web"],
    makes: ["packages/web/dist/pages", "packages/web/dist/field-files.json"],
    build: () => runPackage("vite", ["build", "--logLevel", "warn"], { cwd: join(root, "packages/web") }),
    when: () => existsSync(join(root, "packages/web/vite.config.ts")),
  },
];

function sourcesOf(name) {
  return ["src", "tsconfig.json", "package.json"].map((path) => `packages/${name}/${path}`);
}

/**
 * Builds what is stale.
 * @returns {Promise<boolean>} whether all is built
 */
export async function build() {
  const stale = targets
    .filter(({ when }) => when?.() ?? true)
    .map((target) => ({
      ...target,
      stamp: join(root, ".cache", `built-${target.name}`),
      now: fingerprint(target),
    }))
    .filter((target) => !isFresh(target));
  if (stale.length === 0) return true;
  const from = performance.now();
  console.log(`正在编译：${stale.map(({ name }) => name).join("、")}……`);
  const done = await Promise.all(
    stale.map(async (target) => {
      // A stamp must never outlive what it vouches for.
      rmSync(target.stamp, { force: true });
      if ((await target.build()) !== 0) return false;
      mkdirSync(join(root, ".cache"), { recursive: true });
      writeFileSync(target.stamp, target.now);
      return true;
    }),
  );
  if (done.every(Boolean))
    console.log(`编译完成，用时 ${((performance.now() - from) / 1000).toFixed(1)} 秒。`);
  return done.every(Boolean);
}

function isFresh({ stamp, now, makes }) {
  if (!makes.every((path) => existsSync(join(root, path)))) return false;
  return existsSync(stamp) && readFileSync(stamp, "utf8") === now;
}

/** A digest of the names, sizes and times of change of all files that a target is made of. */
function fingerprint({ from }) {
  const hash = createHash("sha256").update(process.versions.node);
  const add = (path) => {
    const state = statSync(join(root, path), { throwIfNoEntry: false });
    if (!state) return;
    if (!state.isDirectory()) {
      if (!/\.test\.tsx?$/.test(path)) hash.update(`${path} ${state.size} ${state.mtimeMs}\n`);
      return;
    }
    for (const name of readdirSync(join(root, path)).sort()) {
      if (name !== "dist" && name !== "node_modules" && !name.startsWith(".")) add(`${path}/${name}`);
    }
  };
  for (const path of from) add(path);
  return hash.digest("hex");
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  requireNode();
  await ensureInstalled();
  process.exitCode = (await build()) ? 0 : 1;
}
