import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, closeSync, existsSync, fsyncSync, openSync, readdirSync, readFileSync } from "node:fs";
import { renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { problem } from "@lingzhu/domain/kernel";
import type { Binaries } from "./binaries.ts";
import { giveTo, type Home } from "./home.ts";
import { isAlive } from "./postmaster.ts";

/** Passwords made at random when the cluster was made; kept inside it, mode 0600. */
export interface Passwords {
  supervisor: string;
  lingzhu: string;
}

/** Superuser of the embedded cluster; the supervisor keeps it for itself. */
export const SUPERVISOR = "supervisor";
/** Ordinary role that the application connects as, and its database: row-level security binds it. */
export const APPLICATION = "lingzhu";

const PASSWORDS = "lingzhu-passwords.json";

/**
 * Makes the cluster on first run: UTF-8, text ordered by code point on every platform, data checksums,
 * passwords (SCRAM) on every connection. Made under a temporary name and then renamed, so that an
 * interrupted or doubled first run never leaves half a cluster.
 *
 * @returns the passwords of the cluster and whether it was made now.
 * @throws Problem `database.version` when the cluster was made by another major version.
 */
export async function openCluster(
  home: Home,
  binaries: Binaries,
  durable: boolean,
): Promise<{ passwords: Passwords; made: boolean }> {
  const made = !existsSync(join(home.cluster, "PG_VERSION"));
  if (made) await makeCluster(home, binaries, durable);
  const major = readFileSync(join(home.cluster, "PG_VERSION"), "utf8").trim();
  if (Number(major) !== binaries.major) {
    throw problem("database.version", { folder: home.cluster, made: major, running: String(binaries.major) });
  }
  return { passwords: readPasswords(home), made };
}

/** @throws when the cluster was never made. */
export function readPasswords(home: Home): Passwords {
  return JSON.parse(readFileSync(join(home.cluster, PASSWORDS), "utf8")) as Passwords;
}

async function makeCluster(home: Home, binaries: Binaries, durable: boolean): Promise<void> {
  sweepInterrupted(home);
  const staging = `${home.cluster}.new-${process.pid}`;
  const secret = `${staging}.password`;
  const passwords: Passwords = { supervisor: password(), lingzhu: password() };
  giveTo(staging, home.account);
  writePrivate(secret, passwords.supervisor, home);
  // "C" orders text by code point everywhere; from 17 on the built-in provider adds Unicode letter rules.
  const locale =
    binaries.major >= 17
      ? ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
      : ["--locale=C", "--lc-ctype=C.UTF-8"];
  try {
    await run(join(binaries.bin, "initdb"), home, [
      `--pgdata=${staging}`,
      `--username=${SUPERVISOR}`,
      `--pwfile=${secret}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--data-checksums",
      "--no-instructions",
      ...locale,
      ...(durable ? [] : ["--no-sync"]),
    ]);
    writePrivate(join(staging, PASSWORDS), JSON.stringify(passwords), home);
    renameSync(staging, home.cluster);
    if (durable && process.platform !== "win32") syncFolder(home.folder);
  } catch (error) {
    rmSync(staging, { recursive: true, force: true });
    // Another process made the cluster in the meantime: use that one.
    if (!existsSync(join(home.cluster, "PG_VERSION"))) throw error;
  } finally {
    rmSync(secret, { force: true });
  }
}

const password = (): string => randomBytes(24).toString("base64url");

/** Removes what a first run left that was killed half-way. */
function sweepInterrupted(home: Home): void {
  for (const name of readdirSync(home.folder)) {
    const pid = /^cluster\.new-(\d+)/.exec(name)?.[1];
    if (pid && (Number(pid) === process.pid || !isAlive(Number(pid)))) {
      rmSync(join(home.folder, name), { recursive: true, force: true });
    }
  }
}

function writePrivate(file: string, text: string, home: Home): void {
  writeFileSync(file, text, { mode: 0o600, flush: true });
  if (home.account) chownSync(file, home.account.uid, home.account.gid);
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, "r");
  fsyncSync(handle);
  closeSync(handle);
}

function run(program: string, home: Home, args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: home.account ? "/" : home.folder,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, LC_ALL: "C", TZ: "UTC" },
      windowsHide: true,
      ...home.account,
    });
    let words = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => (words = (words + chunk.toString()).slice(-2000)));
    }
    const failed = (reason: string) =>
      reject(problem("database.start-failed", { reason, log: home.logFile }));
    child.once("error", (error) => failed(error.message));
    child.once("close", (code) => (code === 0 ? resolve() : failed(words.trim())));
  });
}
