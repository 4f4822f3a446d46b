/**
 * Resumable upload of photographs by the tus protocol 1.0. Bytes gather in a folder of their own and go on where they
 * broke off, whoever was cut off or killed; once complete they are kept like those of `PUT /api/media/:sha256`.
 *
 * An upload belongs to the account that began it: its id begins with the account's, and nobody else finds it.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { randomBytes } from "node:crypto";
import { readFile, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { FileStore } from "@tus/file-store";
import { Server } from "@tus/server";
import { z } from "zod";
import type { Actor } from "@lingzhu/domain/access";
import { Problem, problem } from "@lingzhu/domain/kernel";
import type { Floor } from "../db/transact.ts";
import { problemDocument, problemOf } from "../http/answer-problem.ts";
import type { Exchange } from "../http/route.ts";
import { isKept, keepMedia } from "./service.ts";

export const UPLOADS_PATH = "/api/uploads";
export const UPLOAD_LIMIT = 15_000_000;
/** A phone may be without signal for days; after this long an upload that broke off begins anew. */
const UNFINISHED_MS = 7 * 86_400_000;
/** How long a phone that did not hear the end may still ask whether all has come. */
const FINISHED_MS = 3_600_000;

/** What the phone says of an upload; more than this is not kept. */
const UploadMetadata = z.object({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** The photograph fact that names these bytes. */
  factId: z.uuid(),
  mime: z.enum(["image/jpeg", "image/png", "image/webp"]),
});

interface Caller {
  floor: Floor;
  actor: Actor;
}
const calling = new AsyncLocalStorage<Caller>();

/** One server for each folder; it holds the locks that keep two requests from writing one file. */
const servers = new Map<string, Uploads>();

interface Uploads {
  server: Server;
  store: FileStore;
}

function uploadsIn(folder: string): Uploads {
  const known = servers.get(folder);
  if (known) return known;
  const store = new FileStore({ directory: folder, expirationPeriodInMilliseconds: UNFINISHED_MS });
  const server = new Server({
    path: UPLOADS_PATH,
    datastore: store,
    maxSize: UPLOAD_LIMIT,
    relativeLocation: true,
    allowedOrigins: () => false,
    namingFunction: () => `${calling.getStore()!.actor.accountId}.${randomBytes(12).toString("hex")}`,
    onUploadCreate: async (_request, { size, metadata }) => {
      const said = UploadMetadata.safeParse(metadata);
      if (!said.success) throw tusError(said.error);
      if (!size) throw tusError(problem("input.unreadable", { reason: "照片是空的" }));
      return { metadata: said.data };
    },
    onUploadFinish: async (_request, { id }) => {
      await finish(store, id);
      return {};
    },
    onIncomingRequest: async (request, id) => {
      requireOwn(id);
      if (request.method === "HEAD") await finishIfLeft(store, id);
    },
  });
  const uploads = { server, store };
  servers.set(folder, uploads);
  return uploads;
}

/** Answers one request of the protocol. */
export async function takeUpload(floor: Floor, actor: Actor, exchange: Exchange): Promise<void> {
  const { server } = uploadsIn(floor.partialDir);
  await calling.run({ floor, actor }, () => server.handle(exchange.request, exchange.response));
}

/** The library answers what is thrown to it in this form. */
const tusError = (error: unknown) => {
  const refusal = problemOf(error);
  return { status_code: refusal.status, body: JSON.stringify(problemDocument(refusal)) };
};

/** Another account's upload is not there. */
function requireOwn(id: string): void {
  if (!id.startsWith(`${calling.getStore()!.actor.accountId}.`))
    throw tusError(problem("record.missing", { noun: "上传" }));
}

/** Checks the whole and keeps it. What is not what was announced is thrown away, so that the phone begins anew. */
async function finish(store: FileStore, id: string): Promise<void> {
  const { floor, actor } = calling.getStore()!;
  const { metadata } = await store.getUpload(id);
  const { sha256 } = UploadMetadata.parse(metadata);
  try {
    await keepMedia(floor, actor, sha256, await readFile(join(floor.partialDir, id)));
  } catch (error) {
    // A database that is away for a moment says nothing about the bytes: they stay.
    if (error instanceof Problem && error.status < 500) await store.remove(id);
    throw tusError(error);
  }
}

/** All bytes came, and then the server was stopped before it kept them: it does so when the phone asks again. */
async function finishIfLeft(store: FileStore, id: string): Promise<void> {
  const upload = await store.getUpload(id).catch(() => null);
  if (!upload || upload.offset !== upload.size) return;
  const { floor, actor } = calling.getStore()!;
  if (!(await isKept(floor, actor, UploadMetadata.parse(upload.metadata).sha256))) await finish(store, id);
}

/** Removes uploads that broke off long ago, and finished ones that nobody asks for any more. Returns how many. */
export async function sweepUploads(floor: Floor, now = Date.now()): Promise<number> {
  const { store } = uploadsIn(floor.partialDir);
  let removed = 0;
  for (const id of await readdir(floor.partialDir)) {
    if (id.endsWith(".json")) continue;
    const path = join(floor.partialDir, id);
    const file = await stat(path).catch(() => null);
    if (!file) continue;
    const upload = await store.getUpload(id).catch(() => null);
    const isWhole = upload !== null && upload.offset === upload.size;
    if (now - file.mtimeMs < (isWhole ? FINISHED_MS : UNFINISHED_MS)) continue;
    await rm(path, { force: true });
    await rm(`${path}.json`, { force: true });
    removed += 1;
  }
  return removed;
}
