/** From a photograph to the outbox. */
import type { Shot } from "../../shared/photograph/index.ts";
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
  const { sha256, bytes, mime, view } = shot;
  const body = { sha256, bytes: bytes.byteLength, mime, ofFactId, view };
  return {
    fact: make("photograph", body, { ...circumstance, id: shot.id }),
    label,
    photograph: { sha256, mime, bytes },
  };
}
