/** The line between a phone and the server: it can be cut and mended, and fail at any request in any way. */
import {
  createServer,
  request as ask,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";

/** One request on its way. `count` is its number among those of its kind since the line was last told what to do. */
export interface Passing {
  method: string;
  path: string;
  /** Kind of step in the upload protocol, e.g. "POST /api/sync" or "PATCH /api/uploads". */
  step: string;
  count: number;
}
/**
 * pass: as it should be. lost: it never reaches the server. half: it breaks off in the middle of its body.
 * unanswered: the server does its work and the answer is lost.
 */
export type Fate = "pass" | "lost" | "half" | "unanswered";

export class Line {
  readonly #upstream: string;
  #server: Server | null = null;
  #port = 0;
  #counts = new Map<string, number>();
  /** Decides over each request of the upload protocol; may do something at that moment, such as killing somebody. */
  fate: (passing: Passing) => Fate | Promise<Fate> = () => "pass";
  /** Changes the text of an answer, as a new version of the pages would; null leaves it. */
  rewrite: (path: string, text: string) => string | null = () => null;
  rewritten: readonly string[] = [];

  constructor(upstream: string) {
    this.#upstream = upstream;
  }

  /** localhost, because only there and behind TLS a browser lets a page work without signal. */
  get address(): string {
    return `http://localhost:${this.#port}`;
  }

  async mend(): Promise<void> {
    if (this.#server) return;
    const server = createServer((request, response) => void this.#pass(request, response));
    await new Promise<void>((resolve) => server.listen(this.#port, "127.0.0.1", resolve));
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  async cut(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (!server) return;
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  }

  /** From now on `fate` decides, with fresh counts. */
  expect(fate: Line["fate"]): void {
    this.#counts = new Map();
    this.fate = fate;
  }

  async #pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "GET", url = "/" } = request;
    const path = url.split("?", 1)[0]!;
    const [, family] = /^(\/api\/(?:sync|uploads|media))/.exec(path) ?? [];
    let fate: Fate = "pass";
    if (family) {
      const step = `${method} ${family}`;
      const count = (this.#counts.get(step) ?? 0) + 1;
      this.#counts.set(step, count);
      fate = await this.fate({ method, path, step, count });
    }
    if (fate === "lost") return void request.socket.destroy();
    const isRewritten = this.rewritten.includes(path);
    const headers = { ...request.headers };
    if (isRewritten) {
      headers["accept-encoding"] = "identity";
      // What a browser keeps of it is not what the server would compare with.
      delete headers["if-none-match"];
      delete headers["if-modified-since"];
    }
    const onward = ask(new URL(url, this.#upstream), { method, headers }, (answer) => {
      if (fate === "unanswered") {
        answer.resume();
        answer.once("end", () => request.socket.destroy());
        return;
      }
      if (!isRewritten) {
        response.writeHead(answer.statusCode!, answer.headers);
        answer.pipe(response);
        return;
      }
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.once("end", () => {
        const text = Buffer.concat(chunks).toString();
        const { "content-length": _length, etag: _tag, "last-modified": _date, ...rest } = answer.headers;
        response.writeHead(answer.statusCode!, rest);
        response.end(this.rewrite(path, text) ?? text);
      });
    });
    // The server may be dead: the phone sees a broken connection, as it would.
    onward.once("error", () => request.socket.destroy());
    request.once("error", () => onward.destroy());
    if (fate !== "half") return void request.pipe(onward);
    const length = Number(request.headers["content-length"] ?? 0);
    let passed = 0;
    request.on("data", (chunk: Buffer) => {
      const room = Math.floor(length / 2) - passed;
      passed += chunk.byteLength;
      if (room > 0) onward.write(chunk.subarray(0, room));
      if (passed < length / 2) return;
      // What is under way arrives before the break does.
      setTimeout(() => {
        onward.destroy();
        request.socket.destroy();
      }, 50);
    });
  }
}
