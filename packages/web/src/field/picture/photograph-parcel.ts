/** From a photograph to the outbox. */
import { photographBody, type Shot } from "../../shared/photograph/index.ts";
import type { FactCircumstance, FactMaker } from "../store/fact-maker.ts";
import type { Parcel } from "../store/outbox.ts";

/** The shot as a photograph fact of another fact, with its bytes. */
export function photographParcel(
  make: FactMaker,
  shot: Shot,
  ofFactId: string,
  label: string,
  circumstance: FactCircumstance,
): Parcel {
  const { id, sha256, bytes, mime, capture } = shot;
  // Where the picture was taken may be some steps from where the record was made.
  const position = capture?.position ?? circumstance.position ?? null;
  return {
    fact: make("photograph", photographBody(shot, ofFactId), { ...circumstance, id, position }),
    label,
    photograph: { sha256, mime, bytes },
  };
}
