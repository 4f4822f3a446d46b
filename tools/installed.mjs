// Whether node_modules is what package-lock.json says, and how to make it so. Uses Node.js only: it runs
// before anything is installed.
import { existsSync, readFileSync } from "node:fs";
import { run, root } from "./run.mjs";

const MINIMUM = [20, 19];

/** Ends with a plain sentence when this Node.js is too old. */
export function requireNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > MINIMUM[0] || (major === MINIMUM[0] && minor >= MINIMUM[1])) return;
  console.error(
    `零株需要 Node.js ${MINIMUM.join(".")} 或更新版本，这台机器上是 ${process.versions.node}。` +
      "请从 https://nodejs.org 安装 24 版后重试；什么都没有改动。",
  );
  process.exit(1);
}

/**
 * Compares package-lock.json with npm's own record of what it installed, package by package. Optional
 * packages count when they are for this platform: npm leaves one out without a word when its download
 * fails, and the database and the compilers are such packages.
 * @returns {string[]} what is missing or of another version, as paths
 */
export function whatIsMissing() {
  const record = `${root}/node_modules/.package-lock.json`;
  const wanted = JSON.parse(readFileSync(`${root}/package-lock.json`, "utf8")).packages;
  if (!existsSync(record)) return ["node_modules"];
  const installed = JSON.parse(readFileSync(record, "utf8")).packages;
  return Object.entries(wanted)
    .filter(([path]) => path.includes("node_modules/"))
    .filter(([path, entry]) => {
      if (entry.link) return !existsSync(`${root}/${path}`);
      if (entry.optional && !isForThisPlatform(entry)) return false;
      return installed[path]?.version !== entry.version || !existsSync(`${root}/${path}/package.json`);
    })
    .map(([path]) => path);
}

/** Optional packages that name no platform come with one that does. */
function isForThisPlatform({ os, cpu, libc }) {
  if (!os && !cpu) return false;
  const fits = (list, own) => !list || list.includes(own);
  return fits(os, process.platform) && fits(cpu, process.arch) && fits(libc, libcOfThisSystem());
}

let libc;
function libcOfThisSystem() {
  if (process.platform !== "linux") return undefined;
  // Finding out costs some 10 ms: once.
  libc ??= process.report.getReport().header.glibcVersionRuntime ? "glibc" : "musl";
  return libc;
}

/** Installs from the lock file when something is missing. No package of ours needs its install script. */
export async function ensureInstalled() {
  if (whatIsMissing().length === 0) return;
  console.log("正在按 package-lock.json 安装依赖，第一次约需一分钟（要能连上 npm 源）……");
  const args = ["ci", "--include=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  for (let attempt = 1; attempt <= 2; attempt++) {
    const status = await npm(args);
    const missing = status === 0 ? whatIsMissing() : [];
    if (status === 0 && missing.length === 0) return;
    if (attempt === 1)
      console.log(missing.length ? `没有装全（${missing.join("、")}），再试一次……` : "再试一次……");
  }
  console.error(
    "依赖没有装好。请检查网络（或用 npm config set registry 换一个 npm 源）后再运行；数据没有受影响。",
  );
  process.exit(1);
}

/** The npm that called us, or the one on the path. */
function npm(args) {
  const script = process.env.npm_execpath;
  return script && /npm-cli\.[cm]?js$/.test(script)
    ? run(process.execPath, [script, ...args])
    : run(process.platform === "win32" ? "npm.cmd" : "npm", args);
}
