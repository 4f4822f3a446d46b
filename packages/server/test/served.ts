/** The built server as a process of its own, on a throw-away data folder, for tests that kill it or open its pages. */
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { findPostmaster } from "../src/db/embedded/postmaster.ts";
import { openHome } from "../src/db/embedded/home.ts";

const ENTRY = fileURLToPath(new URL("../dist/main.js", import.meta.url));
const START_LIMIT_MS = 180_000;

export class Served {
  readonly dataDir: string;
  address = "";
  setupCode: string | null = null;
  #process: ChildProcess | null = null;
  #lastWords: string | null = null;

  constructor(dataDir: string) {
    if (!existsSync(ENTRY)) throw new Error("build first: npm run build");
    this.dataDir = dataDir;
  }

  /**
   * Starts it and waits for the address that it prints. `port` 0 takes a free one; the same again keeps what
   * browsers know of the address.
   */
  async start(port = 0): Promise<void> {
    const child = spawn(process.execPath, [ENTRY], {
      env: {
        ...process.env,
        PORT: String(port),
        HOST: "127.0.0.1",
        LINGZHU_DATA: this.dataDir,
        DATABASE_URL: "",
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#process = child;
    const said: string[] = [];
    child.stderr?.on("data", (chunk: Buffer) => said.push(chunk.toString()));
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(
        () => reject(new Error(`the server did not start: ${said.join("")}`)),
        START_LIMIT_MS,
      );
      child.once("exit", (status) => reject(new Error(`the server ended with ${status}: ${said.join("")}`)));
      createInterface({ input: child.stdout! }).on("line", (line) => {
        said.push(line);
        const match = /(http:\/\/127\.0\.0\.1:\d+)\/(?:\?setup=([\w-]+))?/.exec(line);
        if (!match) return;
        clearTimeout(late);
        child.removeAllListeners("exit");
        child.once(
          "exit",
          (status) =>
            void (this.#lastWords = status === null ? null : `ended with ${status}: ${said.join("")}`),
        );
        this.address = match[1]!;
        this.setupCode = match[2] ?? null;
        resolve();
      });
    });
  }

  /** Throws what the server said if it ended by itself. */
  requireAlive(): void {
    if (this.#lastWords !== null) throw new Error(`the server ${this.#lastWords}`);
  }

  /** Waits until the server says that its database answers. */
  async ready(): Promise<void> {
    const limit = Date.now() + START_LIMIT_MS;
    for (;;) {
      const answer = await fetch(`${this.address}/api/ready`).catch(() => null);
      if (answer?.ok) return;
      if (Date.now() > limit) throw new Error("the database did not recover");
      await new Promise((resolve) => void setTimeout(resolve, 100));
    }
  }

  /** Kills the server without a word, as a power cut or the kernel would. */
  async killServer(): Promise<void> {
    const child = this.#process;
    if (!child || child.exitCode !== null) return;
    await new Promise<void>((resolve) => {
      child.once("exit", () => resolve());
      child.kill("SIGKILL");
    });
  }

  /** Kills the database below the running server. */
  async killDatabase(): Promise<void> {
    const running = await findPostmaster(openHome(this.dataDir).cluster);
    if (running) process.kill(running.pid, "SIGKILL");
  }

  async stop(): Promise<void> {
    const child = this.#process;
    if (!child || child.exitCode !== null) return;
    await new Promise<void>((resolve) => {
      child.once("exit", () => resolve());
      child.kill("SIGTERM");
    });
  }
}
