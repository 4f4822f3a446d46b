/**
 * One photograph to the server by the tus protocol (tus.io, 1.0): what has arrived stays there, so that a photograph
 * that was cut off goes on where it stopped, also after the phone was switched off in between.
 */
import type { DetailedError, HttpStack } from "tus-js-client";
import { proofFor } from "../../shared/api/index.ts";

/** Loaded with the first photograph that is sent, not with the first screen. */
const loadTus = () => import("tus-js-client");

export interface UploadJob {
  factId: string;
  sha256: string;
  mime: string;
  source: Blob;
}

/** Where the unfinished upload of a photograph lives on the server; kept on the phone between attempts. */
export interface UploadPlaces {
  placeOf(factId: string): Promise<string | null>;
  keepPlace(factId: string, url: string): Promise<void>;
  forgetPlace(factId: string): Promise<void>;
}

/**
 * kept: the server has all bytes, has compared their digest and said so. unsure: all bytes had arrived before, but the
 * server's word on them was lost. absent: this server knows no resumable upload. Otherwise why it did not work.
 */
export type UploadEnd =
  | { end: "kept" | "unsure" | "absent" }
  | { end: "failed"; status: number | null; body: string };

export interface UploadOptions {
  endpoint: string;
  places: UploadPlaces;
  /** Another way to the network, for tests. */
  httpStack?: HttpStack;
  /** Bytes of one request. */
  chunkBytes?: number;
  /** Gives up a request in which nothing has moved for so long (ms). */
  patienceMs?: number;
}

/** A photograph goes in one or two requests; a connection that breaks costs at most this much again. */
const CHUNK_BYTES = 262_144;
const PATIENCE_MS = 60_000;

export async function uploadResumably(job: UploadJob, options: UploadOptions): Promise<UploadEnd> {
  const { places, endpoint } = options;
  const { Upload } = await loadTus();
  const uploadUrl = await places.placeOf(job.factId);
  let saved: Promise<void> = Promise.resolve();
  let lastMethod = "";
  const ended = await new Promise<UploadEnd>((resolve) => {
    let watch: ReturnType<typeof setTimeout> | undefined;
    const stirred = () => {
      clearTimeout(watch);
      watch = setTimeout(() => {
        void upload.abort();
        end({ end: "failed", status: null, body: "" });
      }, options.patienceMs ?? PATIENCE_MS);
    };
    const end = (how: UploadEnd) => {
      clearTimeout(watch);
      resolve(how);
    };
    const upload = new Upload(job.source, {
      endpoint,
      uploadUrl,
      chunkSize: options.chunkBytes ?? CHUNK_BYTES,
      // The sender waits and tries again by its own rule.
      retryDelays: null,
      storeFingerprintForResuming: false,
      metadata: { sha256: job.sha256, factId: job.factId, mime: job.mime },
      ...(options.httpStack ? { httpStack: options.httpStack } : {}),
      onUploadUrlAvailable() {
        // Gone from the server, and begun anew under another address.
        if (upload.url && upload.url !== uploadUrl) saved = places.keepPlace(job.factId, upload.url);
      },
      async onBeforeRequest(request) {
        stirred();
        await saved;
        const { pathname, search } = new URL(request.getURL(), endpoint);
        // The body is streamed and has a digest of its own, which the server compares when all of it is there.
        const proof = await proofFor(request.getMethod(), pathname + search);
        for (const [name, value] of Object.entries(proof)) request.setHeader(name, value);
      },
      onAfterResponse(request) {
        stirred();
        lastMethod = request.getMethod();
      },
      onProgress: stirred,
      // That all bytes are there is not yet the word that they were checked and kept: only the answer to the
      // request that completed them is.
      onSuccess: () => end({ end: lastMethod === "PATCH" ? "kept" : "unsure" }),
      onError(error) {
        const response = "originalResponse" in error ? (error as DetailedError).originalResponse : null;
        const status = response?.getStatus() || null;
        const begun = (error as Partial<DetailedError>).originalRequest?.getMethod() !== "POST";
        if (!begun && (status === 404 || status === 405)) end({ end: "absent" });
        else end({ end: "failed", status, body: response?.getBody() ?? "" });
      },
    });
    stirred();
    upload.start();
  });
  await saved;
  if (ended.end === "kept") await places.forgetPlace(job.factId);
  return ended;
}
