import type { Client } from "pg";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { problem } from "@lingzhu/domain/kernel";
import { findBinaries, type Binaries } from "./binaries.ts";
import { APPLICATION, SUPERVISOR, openCluster, type Passwords } from "./cluster.ts";
import { connectWhenReady, takeGuard, type Connection } from "./connection.ts";
import type { Home } from "./home.ts";
import {
  findPostmaster,
  isAlive,
  lastWords,
  logLength,
  spawnPostmaster,
  stopPostmaster,
} from "./postmaster.ts";
import type { Postmaster, Running } from "./postmaster.ts";

/** Longest path of a Unix socket that every system takes, less the name of the socket itself. */
const SOCKET_PATH_LIMIT = 100 - "/.s.PGSQL.5432".length;
/** How long a start may be turned away by leftovers of an earlier postmaster, in milliseconds. */
const LEFTOVER_PATIENCE = 60_000;

/**
 * Keeps one PostgreSQL running on one cluster: starts it, holds the lock on it, starts it again when it
 * dies, stops it. A postmaster left running by a killed server is stopped in order and started afresh,
 * so that what runs is always our child with our programs and settings.
 */
export class Supervisor {
  readonly #home: Home;
  readonly #log: (line: string) => void;
  readonly #settings: Readonly<Record<string, string>>;
  readonly #binaries: Binaries;
  readonly #durable: boolean;
  #passwords: Passwords | null = null;
  #host = "";
  #port = 5432;
  #postmaster: Postmaster | null = null;
  #guard: Client | null = null;
  #stopping = false;
  #recovery: Promise<void> | null = null;

  constructor(
    home: Home,
    options: {
      log: (line: string) => void;
      settings: Readonly<Record<string, string>>;
      programs: string | undefined;
    },
  ) {
    this.#home = home;
    this.#log = options.log;
    this.#settings = options.settings;
    this.#durable = options.settings["fsync"] !== "off";
    this.#binaries = findBinaries(home.account, home.copies, options.log, options.programs);
  }

  async start(): Promise<void> {
    const { passwords, made } = await openCluster(this.#home, this.#binaries, this.#durable);
    this.#passwords = passwords;
    const byPath = process.platform !== "win32" && Buffer.byteLength(this.#home.socket) <= SOCKET_PATH_LIMIT;
    this.#host = byPath ? this.#home.socket : "127.0.0.1";
    if (!byPath) this.#port = await freePort();
    await this.#hold();
    if (made) this.#log(`数据库已建立：${this.#home.cluster}`);
  }

  /** Where `role` connects to `database`. */
  connection(role: "supervisor" | "lingzhu", database: string): Connection {
    const user = role === "supervisor" ? SUPERVISOR : APPLICATION;
    return { host: this.#host, port: this.#port, user, password: this.#passwords?.[role] ?? "", database };
  }

  /** Stops the postmaster in order; connections that are still open are closed. */
  async stop(): Promise<void> {
    if (this.#stopping) return;
    this.#stopping = true;
    await this.#recovery;
    await this.#guard?.end().catch(() => undefined);
    const postmaster = this.#postmaster;
    if (postmaster && isAlive(postmaster.pid)) {
      await stopPostmaster(postmaster.pid, this.#binaries, this.#home.cluster);
      await postmaster.ended;
    }
  }

  /** Gets a postmaster of our own running and takes the lock on it. */
  async #hold(): Promise<void> {
    const giveUp = Date.now() + LEFTOVER_PATIENCE;
    for (;;) {
      const found = await findPostmaster(this.#home.cluster);
      const ours = found !== null && found.pid === this.#postmaster?.pid;
      if (found && !ours) {
        await this.#takeOver(found);
        continue;
      }
      const before = logLength(this.#home);
      const postmaster = ours && this.#postmaster ? this.#postmaster : this.#spawn();
      this.#postmaster = postmaster;
      const guard = await this.#connect(this.connection("supervisor", "postgres"), postmaster.pid);
      if (guard) {
        await this.#lockOrRefuse(guard);
        this.#watch(guard);
        return;
      }
      // It ended at once: somebody was faster, or backends of a killed postmaster still hold its memory.
      const reason = lastWords(this.#home, before);
      if (!/lock file|shared memory block/.test(reason) || Date.now() > giveUp) {
        throw problem("database.start-failed", { reason, log: this.#home.logFile });
      }
      await sleep(200);
    }
  }

  #spawn(): Postmaster {
    return spawnPostmaster(this.#binaries, this.#home, {
      listen_addresses: this.#host.startsWith("/") ? "" : this.#host,
      port: String(this.#port),
      unix_socket_directories: this.#host.startsWith("/") ? `"${this.#host.replaceAll('"', '""')}"` : "",
      unix_socket_permissions: "0700",
      max_connections: "100",
      shared_buffers: "128MB",
      jit: "off",
      timezone: "UTC",
      log_timezone: "UTC",
      lc_messages: "C",
      ...this.#settings,
    });
  }

  /** Deals with a postmaster that we did not start: refuses when somebody uses it, else stops it. */
  async #takeOver(found: Running): Promise<void> {
    const to = { ...this.connection("supervisor", "postgres"), host: found.host, port: found.port };
    const guard = found.host ? await this.#connect(to, found.pid) : null;
    if (guard) {
      await this.#lockOrRefuse(guard);
      await guard.end();
    }
    // No guard: it ended meanwhile, or it answers nobody and nobody can be using it.
    if (!isAlive(found.pid)) return;
    this.#log("上次的数据库没有正常关闭，正在接管。已保存的内容都在。");
    if (!(await stopPostmaster(found.pid, this.#binaries, this.#home.cluster))) {
      throw problem("database.start-failed", {
        reason: `PostgreSQL ${found.pid} does not stop`,
        log: this.#home.logFile,
      });
    }
  }

  #connect(to: Connection, pid: number): Promise<Client | null> {
    return connectWhenReady(to, `lingzhu ${process.pid}`, () => pid > 0 && isAlive(pid), 30_000);
  }

  async #lockOrRefuse(guard: Client): Promise<void> {
    const holder = await takeGuard(guard);
    if (holder === null) return;
    await guard.end();
    throw problem("database.folder-in-use", { folder: this.#home.folder, by: holder.replace(/\D+/g, "") });
  }

  /** The guard's connection ends when PostgreSQL dies or restarts itself after a backend crashed. */
  #watch(guard: Client): void {
    this.#guard = guard;
    guard.once("end", () => {
      if (this.#stopping || this.#guard !== guard) return;
      this.#log("数据库意外停止，正在恢复。已保存的内容都在。");
      this.#recovery = this.#recover();
    });
  }

  async #recover(): Promise<void> {
    for (let pause = 100; !this.#stopping; pause = Math.min(pause * 2, 10_000)) {
      try {
        await this.#hold();
        this.#log("数据库已恢复。");
        return;
      } catch (error) {
        this.#log(`数据库还没有恢复：${(error as Error).message}`);
        await sleep(pause);
      }
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
