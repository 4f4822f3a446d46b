/** A photograph on its way from the camera into a fact. */
import type { NewId } from "@lingzhu/domain/kernel";
import type { PhotographBody } from "@lingzhu/domain/sync";
import { processOffThread } from "./off-thread.ts";
import { watermarkLines, type Capture } from "./watermark.ts";

export type PhotographViewName = PhotographBody["view"];

/** A photograph taken and scaled, not yet a fact. */
export interface Shot {
  /** Becomes the id of its fact. */
  id: string;
  view: PhotographViewName;
  /** PNG for a signature drawn on the screen. */
  mime: "image/jpeg" | "image/png";
  bytes: ArrayBuffer;
  sha256: string;
  /** Absent from pictures that were taken elsewhere and only picked here, and from drafts of earlier versions. */
  capture?: Capture;
}

/** Scales a taken or picked picture; with `capture` burns its watermark in. Throws when the file is no picture. */
export async function takeShot(
  file: Blob,
  view: PhotographViewName,
  newId: NewId,
  capture?: Capture,
): Promise<Shot> {
  const { bytes, sha256 } = await processOffThread(file, capture ? watermarkLines(capture) : []);
  return { id: newId(), view, mime: "image/jpeg", bytes, sha256, ...(capture ? { capture } : {}) };
}

/** The photograph's fact about `shot`: the bytes by their digest, and what was burned in as data. */
export function photographBody(
  { sha256, bytes, mime, view, capture }: Shot,
  ofFactId: string,
): PhotographBody {
  return {
    sha256,
    bytes: bytes.byteLength,
    mime,
    ofFactId,
    view,
    ...(capture
      ? { capturedAt: Math.round(capture.capturedAt), watermark: watermarkLines(capture).join("\n") }
      : {}),
  };
}
