// Running other programs from the tools.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's folder. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Runs a program in the repository with its output shown. Ctrl-C reaches it too; we wait for its end.
 * @returns {Promise<number>} its exit status; 1 when it could not be started or was killed
 */
export function run(program, args, { cwd = root, env = {} } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd,
      stdio: "inherit",
      env: { ...process.env, ...env },
      shell: program.endsWith(".cmd"),
    });
    child.once("error", (error) => {
      console.error(`${program}: ${error.message}`);
      resolve(1);
    });
    child.once("exit", (status) => resolve(status ?? 1));
  });
}

/** Runs the command of an installed package with this same Node.js: no shell, no npx. */
export function runPackage(name, args, options) {
  const folder = join(root, "node_modules", name);
  const { bin } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const script = typeof bin === "string" ? bin : Object.values(bin)[0];
  return run(process.execPath, [join(folder, script), ...args], options);
}
