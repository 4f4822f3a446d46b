/** The phone's side of resumable upload against a real tus server, cut off at every request in every way. */
import "fake-indexeddb/auto";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FileStore } from "@tus/file-store";
import { Server as TusServer } from "@tus/server";
import type { HttpRequest, HttpResponse, HttpStack } from "tus-js-client";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { FieldDatabase } from "./database.ts";
import { keptPlaces } from "./transport.ts";
import { uploadResumably, type UploadEnd, type UploadJob, type UploadPlaces } from "./upload.ts";

const SIZE = 1_000;
const CHUNK = 300;
const bytes = Uint8Array.from({ length: SIZE }, (_, i) => (i * 7 + 3) % 256);
const sha256 = createHash("sha256").update(bytes).digest("hex");
/** The library's build for Node.js takes a Buffer where a browser takes a Blob. */
const job: UploadJob = {
  factId: "0190a000-0000-7000-8000-000000000001",
  sha256,
  mime: "image/jpeg",
  source: Buffer.from(bytes) as unknown as Blob,
};

const folder = mkdtempSync(join(tmpdir(), "lingzhu-tus-"));
let http: Server;
let endpoint: string;
/** Digests the server keeps, each time it does. */
let kept: string[];
let refuses: boolean;

beforeAll(async () => {
  const tus = new TusServer({
    path: "/api/uploads",
    relativeLocation: true,
    datastore: new FileStore({ directory: folder }),
    async onUploadFinish(_request, upload) {
      const digest = createHash("sha256")
        .update(await readFile(join(folder, upload.id)))
        .digest("hex");
      if (refuses || digest !== upload.metadata?.["sha256"])
        throw { status_code: 422, body: JSON.stringify({ code: "input.unreadable" }) };
      kept.push(digest);
      return {};
    },
  });
  http = createServer((request, response) => {
    if (request.url!.startsWith("/api/uploads")) void tus.handle(request, response);
    else response.writeHead(404).end();
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => http.once("listening", resolve));
  endpoint = `http://127.0.0.1:${(http.address() as AddressInfo).port}/api/uploads`;
});
afterAll(() => {
  http.closeAllConnections();
  http.close();
  rmSync(folder, { recursive: true, force: true });
});

let places: UploadPlaces;
let name = 0;
beforeEach(() => {
  kept = [];
  refuses = false;
  places = keptPlaces(new FieldDatabase(`uploads-${name++}`));
});

/** before: the request never left. half: its body was cut off. after: it did its work and the answer was lost. */
type Cut = "before" | "half" | "after";

/** A network over Node's fetch that cuts off its `at`-th request, counted from 0. */
function network(at: number, cut: Cut) {
  const requests: string[] = [];
  const send = async (method: string, url: string, headers: Headers, body: Uint8Array | null) => {
    const isCut = requests.push(method) - 1 === at;
    if (isCut && cut === "before") throw new Error("no signal");
    if (isCut && cut === "half" && body) {
      // A stream that breaks after half of its bytes, as a connection does.
      const half = body.slice(0, Math.floor(body.length / 2));
      let sent = false;
      const stream = new ReadableStream<Uint8Array>({
        pull(controller) {
          if (sent) controller.error(new Error("cut off"));
          else controller.enqueue(half);
          sent = true;
        },
      });
      await fetch(url, { method, headers, body: stream, duplex: "half" } as RequestInit).catch(
        () => undefined,
      );
      throw new Error("cut off");
    }
    const response = await fetch(url, { method, headers, body: body ? Buffer.from(body) : null });
    const text = await response.text();
    if (isCut && cut !== "before") throw new Error("the answer was lost");
    return { response, text };
  };
  const stack: HttpStack = {
    getName: () => "cut off at will",
    createRequest: (method, url) => {
      const headers = new Headers();
      const request: HttpRequest = {
        getMethod: () => method,
        getURL: () => url,
        setHeader: (header, value) => headers.set(header, value),
        getHeader: (header) => headers.get(header) ?? undefined,
        setProgressHandler: () => {},
        abort: async () => {},
        getUnderlyingObject: () => null,
        async send(body: Uint8Array | null): Promise<HttpResponse> {
          const { response, text } = await send(method, url, headers, body);
          return {
            getStatus: () => response.status,
            getHeader: (header) => response.headers.get(header) ?? undefined,
            getBody: () => text,
            getUnderlyingObject: () => null,
          };
        },
      };
      return request;
    },
  };
  return { stack, requests };
}
const whole = () => network(-1, "before");
const upload = (httpStack: HttpStack, more: Partial<UploadJob> = {}): Promise<UploadEnd> =>
  uploadResumably({ ...job, ...more }, { endpoint, places, httpStack, chunkBytes: CHUNK });

describe("a photograph", { timeout: 30_000 }, () => {
  it("goes up in parts and is done when the server has said that it keeps it", async () => {
    const { stack, requests } = whole();
    expect(await upload(stack)).toEqual({ end: "kept" });
    expect(requests).toEqual(["POST", "PATCH", "PATCH", "PATCH", "PATCH"]);
    expect(kept).toEqual([sha256]);
    expect(await places.placeOf(job.factId)).toBeNull();
  });

  const cuts: Cut[] = ["before", "half", "after"];
  const steps = [0, 1, 2, 3, 4].flatMap((at) => cuts.map((cut) => [at, cut] as const));
  it.each(steps)("that was cut off at request %i (%s) goes on where it stopped", async (at, cut) => {
    expect(await upload(network(at, cut).stack)).toMatchObject({ end: "failed", status: null });
    // The phone is switched off and on: nothing but the kept address is left.
    const before = await places.placeOf(job.factId);
    const { stack, requests } = whole();
    const ended = await upload(stack);
    if (before !== null) {
      expect(requests[0]).toBe("HEAD");
      expect(requests).not.toContain("POST");
      // What was acknowledged is not sent a second time.
      expect(requests.filter((method) => method === "PATCH").length).toBeLessThanOrEqual(4 - (at - 1));
    }
    const wasLastAnswer = at === 4 && cut === "after";
    // Bytes without the server's word on them: the phone must not let go of the photograph on that.
    expect(ended).toEqual({ end: wasLastAnswer ? "unsure" : "kept" });
    expect(kept).toEqual([sha256]);
  });

  it("whose upload the server has meanwhile forgotten begins anew", async () => {
    await upload(network(2, "after").stack);
    await places.keepPlace(job.factId, `${endpoint}/gone`);
    const { stack, requests } = whole();
    expect(await upload(stack)).toEqual({ end: "kept" });
    expect(requests.slice(0, 2)).toEqual(["HEAD", "POST"]);
    expect(kept).toEqual([sha256]);
  });

  it("that arrived damaged is not taken for kept", async () => {
    const ended = await upload(whole().stack, { sha256: "0".repeat(64) });
    expect(ended).toMatchObject({ end: "failed", status: 422 });
    expect(kept).toEqual([]);
  });

  it("meets an older server, which knows no resumable upload", async () => {
    const { stack } = whole();
    const ended = await uploadResumably(job, {
      endpoint: endpoint.replace("uploads", "nothing"),
      places,
      httpStack: stack,
    });
    expect(ended).toEqual({ end: "absent" });
  });

  it("is given up when nothing moves any more", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      const { stack } = whole();
      const silent: HttpStack = {
        ...stack,
        createRequest: (method, url) => ({
          ...stack.createRequest(method, url),
          send: () => new Promise(() => {}),
        }),
      };
      const ended = upload(silent);
      await vi.waitFor(() => expect(vi.getTimerCount()).toBeGreaterThan(0));
      await vi.advanceTimersByTimeAsync(61_000);
      expect(await ended).toEqual({ end: "failed", status: null, body: "" });
    } finally {
      vi.useRealTimers();
    }
  });
});
