/** Makes facts on this phone: the envelope around what a screen recorded. */
import type { NewId } from "@lingzhu/domain/kernel";
import type { Fact, FactKind, FactOf } from "@lingzhu/domain/sync";

/** Longitude and latitude in degrees (WGS 84), accuracy as a radius in metres. */
export interface FactPosition {
  lon: number;
  lat: number;
  accuracy: number;
  /** When it was fixed (ms); it may be older than the record. */
  at?: number;
}

/** Where and when; whatever is left out is not known. */
export interface FactCircumstance {
  /** Given when other facts have to name this one before it is made. */
  id?: string;
  placeId?: string | null;
  roundId?: string | null;
  position?: FactPosition | null;
  corrects?: string | null;
}

export type FactMaker = <K extends FactKind>(
  kind: K,
  body: FactOf<K>["body"],
  circumstance?: FactCircumstance,
) => FactOf<K>;

/** `now` is the device's clock in milliseconds. */
export const factMaker =
  (parts: { newId: NewId; deviceId: string; now: () => number }): FactMaker =>
  (kind, body, circumstance = {}) => {
    const { id, placeId = null, roundId = null, position = null, corrects = null } = circumstance;
    const fact: Omit<Fact, "kind" | "body"> = {
      id: id ?? parts.newId(),
      deviceId: parts.deviceId,
      recordedAt: parts.now(),
      placeId,
      roundId,
      position: position && { ...position, accuracy: Math.min(Math.max(position.accuracy, 0), 100_000) },
      corrects,
    };
    return { ...fact, kind, body } as unknown as FactOf<typeof kind>;
  };
