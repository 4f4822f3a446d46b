/** Photographs that go with a finding's event from the office: bytes first, then the fact that names them. */
import { z } from "zod";
import { Fact, SyncAnswer, type PhotographBody } from "@lingzhu/domain/sync";
import { ApiProblem, post, upload } from "../../shared/api/index.ts";
import { takeShot, type Shot } from "../../shared/photograph/index.ts";
import { newId } from "./finding-queries.ts";
import { timeNow } from "../../shared/clock/house-time.ts";

export type { Shot };
export type ShotView = PhotographBody["view"];

/** Scales a picked picture. Throws an {@link ApiProblem} with words when it is none. */
export async function shotFrom(file: Blob, view: ShotView): Promise<Shot> {
  try {
    return await takeShot(file, view, newId);
  } catch {
    throw new ApiProblem({
      code: "photograph.unreadable",
      status: 0,
      title: "照片打不开",
      detail: "这个文件不是浏览器能读的图片，没有上传。请换成 JPG 或 PNG。",
    });
  }
}

const MediaKept = z.object({ sha256: z.string(), bytes: z.number() });
/** Facts made on the office's pages carry this device, as the server's own do. */
const CONSOLE_DEVICE = "00000000-0000-7000-8000-000000000000";

/**
 * Sends photographs of `ofFactId`. Safe to repeat: bytes are known by their digest, facts by their id. Throws the
 * server's word when a fact is refused.
 */
export async function sendShots(shots: readonly Shot[], ofFactId: string): Promise<void> {
  for (const shot of shots)
    await upload(`/api/media/${shot.sha256}`, new Blob([shot.bytes]), MediaKept, { method: "PUT" });
  if (shots.length === 0) return;
  const facts = shots.map(({ id, view, mime, bytes, sha256 }) =>
    Fact.parse({
      id,
      kind: "photograph",
      deviceId: CONSOLE_DEVICE,
      recordedAt: timeNow(),
      body: { sha256, bytes: bytes.byteLength, mime, ofFactId, view },
    }),
  );
  const { receipts } = await post("/api/sync", { facts }, SyncAnswer);
  const refused = receipts.find(({ result }) => result === "refused");
  if (refused?.problem) throw new ApiProblem({ ...refused.problem, status: 422 });
}
