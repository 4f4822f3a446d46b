/** The sender's network: `POST /api/sync` and `PUT /api/media/:sha256`. */
import { z } from "zod";
import { SyncAnswer } from "@lingzhu/domain/sync";
import { asProblem, post, upload } from "../../shared/api/index.ts";
import { SendError, type Transport } from "./sender.ts";

/** What a failed request means for the queue: only a clear refusal of this very content stops trying. */
function faultOf(error: unknown): SendError {
  const problem = asProblem(error);
  if (problem.status === 401) return new SendError({ kind: "signed-out" });
  if (problem.status >= 400 && problem.status < 500 && problem.status !== 408 && problem.status !== 429)
    return new SendError({
      kind: "refused",
      refusal: { code: problem.code, title: problem.title, detail: problem.detail },
    });
  return new SendError({ kind: "unreachable" });
}

export const httpTransport: Transport = {
  async postSync(facts) {
    try {
      return await post("/api/sync", { facts }, SyncAnswer);
    } catch (error) {
      throw faultOf(error);
    }
  },
  async putMedia(sha256, mime, bytes) {
    try {
      await upload(`/api/media/${sha256}`, new Blob([bytes], { type: mime }), z.unknown(), { method: "PUT" });
    } catch (error) {
      throw faultOf(error);
    }
  },
};
