import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { closeSync, openSync, readFileSync, readlinkSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Binaries } from "./binaries.ts";
import type { Home } from "./home.ts";

/** A postmaster that runs on the cluster, as its `postmaster.pid` tells. */
export interface Running {
  pid: number;
  port: number;
  /** Folder of its Unix socket, or a loopback address; empty when it never got as far as opening one. */
  host: string;
}

/**
 * The postmaster that really runs on this cluster, or null. A `postmaster.pid` left by a dead one is
 * removed: PostgreSQL itself only asks whether some process has that number, and so says "lock file
 * already exists" for a zombie (containers without an init) and for a stranger that got the number.
 */
export async function findPostmaster(cluster: string): Promise<Running | null> {
  const file = join(cluster, "postmaster.pid");
  let torn: Running | null = null;
  for (let attempt = 0; attempt < 30; attempt++) {
    const lines = readLines(file);
    if (!lines) return null;
    const pid = Number(lines[0]);
    if (!(pid > 0) && attempt >= 10) break;
    if (pid > 0 && !runsPostgres(pid, cluster)) {
      torn = null;
      break;
    }
    // Line 5 is the folder of the Unix socket, line 6 the address; both come after the port is opened.
    const host = lines[4] || lines[5];
    if (pid > 0 && host) return { pid, port: Number(lines[3]), host: host === "*" ? "127.0.0.1" : host };
    torn = pid > 0 ? { pid, port: 0, host: "" } : null;
    await sleep(100);
  }
  // Without a number it was torn by a power cut, or left behind by a dead postmaster.
  if (!torn) rmSync(file, { force: true });
  return torn;
}

function readLines(file: string): string[] | null {
  try {
    return readFileSync(file, "utf8")
      .split("\n")
      .map((line) => line.trim());
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

/** Whether a process lives; a zombie does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  if (process.platform === "linux") {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      return !/^[ZX]/.test(stat.slice(stat.lastIndexOf(")") + 2));
    } catch {
      return false;
    }
  }
  if (process.platform === "darwin") return !ps(pid, "stat=").startsWith("Z");
  return true;
}

const ps = (pid: number, what: string): string => {
  try {
    return execFileSync("ps", ["-ww", "-o", what, "-p", String(pid)], { encoding: "utf8" });
  } catch {
    return "";
  }
};

function runsPostgres(pid: number, cluster: string): boolean {
  if (!isAlive(pid)) return false;
  if (process.platform === "darwin") return ps(pid, "command=").includes(cluster);
  // Elsewhere (Windows) PostgreSQL's own check has to do.
  if (process.platform !== "linux") return true;
  try {
    if (readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").includes(cluster)) return true;
    return readlinkSync(`/proc/${pid}/cwd`) === cluster;
  } catch {
    return false;
  }
}

/** A postmaster that we started. */
export interface Postmaster {
  pid: number;
  child: ChildProcess;
  /** Settles when it has ended. */
  ended: Promise<void>;
}

const LOG_LIMIT = 20 * 1024 * 1024;

/** Starts `postgres` in a session of its own, so that Ctrl-C reaches us first and we can stop in order. */
export function spawnPostmaster(
  binaries: Binaries,
  home: Home,
  settings: Readonly<Record<string, string>>,
): Postmaster {
  if ((statSync(home.logFile, { throwIfNoEntry: false })?.size ?? 0) > LOG_LIMIT) {
    renameSync(home.logFile, `${home.logFile}.old`);
  }
  // A file and not a pipe: the postmaster must survive us, so that a kill -9 of the server loses nothing.
  const output = openSync(home.logFile, "a", 0o600);
  const args = ["-D", home.cluster];
  for (const [name, value] of Object.entries(settings)) args.push("-c", `${name}=${value}`);
  const child = spawn(join(binaries.bin, "postgres"), args, {
    cwd: home.cluster,
    detached: true,
    stdio: ["ignore", output, output],
    env: { ...process.env, LC_ALL: "C", TZ: "UTC" },
    windowsHide: true,
    ...home.account,
  });
  closeSync(output);
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
  return { pid: child.pid ?? 0, child, ended };
}

/**
 * Stops a postmaster in order: connections are closed, everything is checkpointed ("fast shutdown").
 * Only when that takes over a minute it is told to drop everything; its log then replays at next start.
 * @returns whether it has ended.
 */
export async function stopPostmaster(pid: number, binaries: Binaries, cluster: string): Promise<boolean> {
  if (process.platform === "win32") {
    // Windows has no signals; pg_ctl knows how to ask.
    execFileSync(join(binaries.bin, "pg_ctl"), ["stop", "-m", "fast", "-w", "-D", cluster], {
      stdio: "ignore",
    });
    return true;
  }
  for (const [signal, patience] of [
    ["SIGINT", 60_000],
    ["SIGQUIT", 10_000],
  ] as const) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ESRCH") return true;
      throw error;
    }
    for (const end = Date.now() + patience; Date.now() < end; await sleep(20)) if (!isAlive(pid)) return true;
  }
  return false;
}

/** The last lines that PostgreSQL printed, for a message. */
export function lastWords(home: Home, from: number): string {
  try {
    return readFileSync(home.logFile).subarray(from).toString("utf8").trim().split("\n").slice(-6).join("\n");
  } catch {
    return "";
  }
}

/** How long the log is now, to later read only what came after. */
export function logLength(home: Home): number {
  return statSync(home.logFile, { throwIfNoEntry: false })?.size ?? 0;
}
