/** The sender's network: `POST /api/sync`, photographs by `/api/uploads`, and by `PUT /api/media/:sha256` otherwise. */
import type { HttpStack } from "tus-js-client";
import { z } from "zod";
import { FactReceipt, SyncAnswer } from "@lingzhu/domain/sync";
import { asProblem, post, problemOfText, upload, type ApiProblem } from "../../shared/api/index.ts";
import { timeNow } from "../../shared/clock/house-time.ts";
import type { FieldDatabase } from "./database.ts";
import { forget, keep, keptValue } from "./kept.ts";
import type { CarryTransport } from "./others.ts";
import { SendError, type Transport } from "./sender.ts";
import { uploadResumably, type UploadPlaces } from "./upload.ts";

/** What a failed request means for the queue: only a clear refusal of this very content stops trying. */
function faultOf(error: unknown): SendError {
  const problem = asProblem(error);
  if (problem.status === 401) return new SendError({ kind: "signed-out" });
  if (isRefusal(problem.status)) return new SendError({ kind: "refused", refusal: refusalOf(problem) });
  return new SendError({ kind: "unreachable" });
}
/** 408 and 429 ask for patience, 409 and 423 say that another request is still at it. */
const isRefusal = (status: number) =>
  status >= 400 && status < 500 && ![401, 408, 409, 423, 425, 429].includes(status);
const refusalOf = ({ code, title, detail }: ApiProblem) => ({ code, title, detail });

/** A request in which nothing comes back for so long is given up (ms); a slow uplink still carries a whole batch. */
const PATIENCE_MS = 120_000;

async function patiently<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const control = new AbortController();
  const timer = setTimeout(() => control.abort(), PATIENCE_MS);
  try {
    return await work(control.signal);
  } finally {
    clearTimeout(timer);
  }
}

const placeKey = (factId: string) => `upload/${factId}`;
export const keptPlaces = (db: FieldDatabase): UploadPlaces => ({
  placeOf: (factId) => keptValue<string>(db, placeKey(factId)),
  keepPlace: (factId, url) => keep(db, placeKey(factId), url),
  forgetPlace: (factId) => forget(db, [placeKey(factId)]),
});

export interface HttpTransportParts {
  db: FieldDatabase;
  deviceId: string;
  /** Origin of the server, e.g. https://street.example. */
  origin: string;
  /** Another way to the network for uploads, for tests. */
  httpStack?: HttpStack;
}

export function httpTransport({ db, deviceId, origin, httpStack }: HttpTransportParts): Transport {
  const places = keptPlaces(db);
  /** Until the page is loaded anew, a server without resumable upload is not asked for it again. */
  let resumable = true;

  const putWhole: Transport["sendMedia"] = async ({ factId, sha256, mime, bytes }) => {
    try {
      const body = new Blob([bytes], { type: mime });
      await patiently((signal) =>
        upload(`/api/media/${sha256}`, body, z.unknown(), { method: "PUT", signal }),
      );
    } catch (error) {
      throw faultOf(error);
    }
    await places.forgetPlace(factId);
  };

  return {
    async postSync(facts) {
      try {
        const body = { facts, sentAt: timeNow(), deviceId };
        return await patiently((signal) => post("/api/sync", body, SyncAnswer, { signal }));
      } catch (error) {
        throw faultOf(error);
      }
    },

    async sendMedia(parcel) {
      if (!resumable) return putWhole(parcel);
      const source = new Blob([parcel.bytes], { type: parcel.mime });
      const ended = await uploadResumably(
        { ...parcel, source },
        { endpoint: `${origin}/api/uploads`, places, ...(httpStack ? { httpStack } : {}) },
      );
      if (ended.end === "kept") return;
      if (ended.end === "failed") {
        const problem = problemOfText(ended.status ?? 0, ended.body);
        if (!isRefusal(problem.status)) throw faultOf(problem);
        // What lies there is of no use: the next attempt begins anew.
        await places.forgetPlace(parcel.factId);
      }
      if (ended.end === "absent") resumable = false;
      // Sent whole, the bytes are checked and answered for in one request; safe to repeat, known by their digest.
      await putWhole(parcel);
    },
  };
}

/** Sends the sealed records of others. */
export const httpCarrying: CarryTransport = {
  async postCarried(parcels) {
    try {
      return await patiently((signal) => post("/api/sync/carried", { parcels }, SyncAnswer, { signal }));
    } catch (error) {
      throw faultOf(error);
    }
  },
  async postCarriedPhotograph(framed) {
    try {
      const path = "/api/sync/carried/photograph";
      return await patiently((signal) => upload(path, new Blob([framed]), FactReceipt, { signal }));
    } catch (error) {
      throw faultOf(error);
    }
  },
};
