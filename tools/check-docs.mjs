// Documents that name what is not there mislead the next reader. Checks that
// - every path of the repository named in backticks, and every line of a tree, in the documents exists;
// - every dependency in a package.json has its line in docs/dependencies.md, and no line outlives it;
// - every folder directly below packages/*/src is named in ARCHITECTURE.md;
// - docs/access.md is what the policy says;
// - no line of a tree and no word of the glossary stands twice.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { accessPageFaults } from "./access-matrix.mjs";
import { root } from "./run.mjs";

const here = (path) => join(root, path);
const read = (path) => (existsSync(here(path)) ? readFileSync(here(path), "utf8") : "");
const list = (folder) => (existsSync(here(folder)) ? readdirSync(here(folder)) : []);

/** @returns {Promise<boolean>} whether the documents agree with the repository; says on standard error where not */
export async function checkDocs() {
  const faults = [
    ...checkPaths(),
    ...checkDependencies(),
    ...checkFolders(),
    ...checkDoubles(),
    ...(await accessPageFaults()),
  ];
  for (const fault of faults) console.error(fault);
  return faults.length === 0;
}

function checkPaths() {
  const pages = ["ARCHITECTURE.md", "CONTRIBUTING.md", "README.md", "README.en.md", ...markdownBelow("docs")];
  return pages.flatMap((page) => {
    const text = read(page);
    const fenced = /```[^\n]*\n[\s\S]*?```/g;
    const named = [...text.replaceAll(fenced, "").matchAll(/`([^`\n]+)`/g)].map(([, path]) => path);
    const trees = [...text.matchAll(fenced)].flatMap(([block]) => treePaths(block));
    return [...named, ...trees]
      .filter((path) => looksLikeOurs(path) && !isThere(path))
      .map((path) => `${page}: names ${path}, which does not exist`);
  });
}

function markdownBelow(folder) {
  return list(folder).flatMap((name) => {
    const path = `${folder}/${name}`;
    return statSync(here(path)).isDirectory() ? markdownBelow(path) : name.endsWith(".md") ? [path] : [];
  });
}

/** The paths of a captioned tree: each line begins with one, below the less indented line that ends in "/". */
function treePaths(block) {
  const above = [];
  return block.split("\n").flatMap((line) => {
    const [, indent, path] = /^(\s*)([\w.*<>{},@-]*[/.][\w./*<>{},@-]*)(?=\s{2}|\s*$)/.exec(line) ?? [];
    if (path === undefined) return [];
    while (above.length > 0 && above.at(-1).depth >= indent.length) above.pop();
    const whole = (above.at(-1)?.path ?? "") + path;
    if (path.endsWith("/")) above.push({ depth: indent.length, path: whole });
    return [whole];
  });
}

/** A path from the top of the repository: begins with an entry that is kept in it. */
function looksLikeOurs(path) {
  return /^(packages|tools|docs|e2e|\.ci)\/[\w./*<>{},@-]*$/.test(path) || /^[A-Z]+(\.en)?\.md$/.test(path);
}

/** `*`, `<name>` and `NNNN` stand for any name; `{a,b}` for each of them. */
function isThere(path) {
  const choice = /\{([^}]*)\}/.exec(path);
  if (choice) return choice[1].split(",").every((one) => isThere(path.replace(choice[0], one)));
  // What is built or made at run time is named but not kept.
  if (/\/dist(\/|$)/.test(path)) return true;
  let found = [""];
  for (const part of path.split("/").filter(Boolean)) {
    const pattern = new RegExp(`^${part.replace(/[.+]/g, "\\$&").replace(/\*+|<[^>]*>|NNNN/g, ".+")}$`);
    found = found.flatMap((at) => {
      if (at && !statSync(here(at)).isDirectory()) return [];
      return list(at || ".")
        .filter((name) => pattern.test(name))
        .map((name) => (at ? `${at}/${name}` : name));
    });
  }
  return found.length > 0;
}

function checkDependencies() {
  const text = read("docs/dependencies.md");
  const faults = [];
  const wanted = new Set();
  for (const manifest of [
    "package.json",
    ...list("packages").map((name) => `packages/${name}/package.json`),
  ]) {
    const { dependencies, devDependencies, optionalDependencies } = JSON.parse(read(manifest) || "{}");
    for (const name of Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies })) {
      if (name.startsWith("@lingzhu/") || wanted.has(name)) continue;
      wanted.add(name);
      const family = `${name.split("/")[0]}/*`;
      if (!text.includes(`\`${name}\``) && !text.includes(`\`${family}\``)) {
        faults.push(`docs/dependencies.md: has no line for \`${name}\` of ${manifest}`);
      }
    }
  }
  for (const [, name] of text.matchAll(/^\|\s*`([^`]+)`/gm)) {
    const known = name.endsWith("/*")
      ? [...wanted].some((one) => one.startsWith(name.slice(0, -1)))
      : wanted.has(name);
    if (!known) faults.push(`docs/dependencies.md: \`${name}\` is no dependency any more`);
  }
  return faults;
}

function checkFolders() {
  const text = read("ARCHITECTURE.md");
  return list("packages").flatMap((name) =>
    list(`packages/${name}/src`)
      .filter((entry) => statSync(here(`packages/${name}/src/${entry}`)).isDirectory())
      .filter((entry) => !new RegExp(`(^|[^\\w-])${entry}/`, "m").test(text))
      .map((entry) => `ARCHITECTURE.md: does not name packages/${name}/src/${entry}/`),
  );
}

function checkDoubles() {
  const trees = [...read("ARCHITECTURE.md").matchAll(/```[^\n]*\n[\s\S]*?```/g)];
  const words = [...read("docs/glossary.md").matchAll(/^\| ([^|]+) \|/gm)].flatMap(([, names]) =>
    names.split(", "),
  );
  return [
    ...doubled(trees.flatMap(([block]) => treePaths(block))).map(
      (path) => `ARCHITECTURE.md: ${path} stands twice`,
    ),
    ...doubled(words.filter((word) => !/^(code|-+)$/.test(word))).map(
      (word) => `docs/glossary.md: ${word} stands twice`,
    ),
  ];
}

const doubled = (names) => [...new Set(names.filter((name, i) => names.indexOf(name) !== i))];

if (import.meta.url === pathToFileURL(process.argv[1]).href) process.exitCode = (await checkDocs()) ? 0 : 1;
