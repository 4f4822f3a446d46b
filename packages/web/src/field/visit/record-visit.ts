/** What one tap on an outcome makes: the visit fact and the photographs that hang on it. */
import { outcomes, type FieldPlace, type Outcome } from "@lingzhu/domain/patrol";
import type { Shot } from "../../shared/photograph/index.ts";
import { photographParcel } from "../picture/photograph-parcel.ts";
import type { FactMaker, FactPosition } from "../store/fact-maker.ts";
import type { Parcel } from "../store/outbox.ts";
import { placePath } from "../zone/places.ts";

export interface VisitRecord {
  place: FieldPlace;
  roundId: string;
  outcome: Outcome;
  note: string;
  shots: readonly Shot[];
  position: FactPosition | null;
  /** 锁门, with "no one in". */
  locked?: boolean;
  /** Seconds that the phone stayed here, where a track says so. */
  dwellSeconds?: number | null;
  /** The visit that this one puts right. */
  corrects: string | null;
}

export function visitParcels(make: FactMaker, record: VisitRecord): Parcel[] {
  const { place, outcome, position, roundId } = record;
  const note = record.note.trim();
  const circumstance = { placeId: place.id, roundId, position };
  const label = placePath(place);
  const visit = make(
    "visit",
    {
      outcome,
      ...(note === "" ? {} : { note }),
      ...(record.locked && outcome === "no_one_in" ? { locked: true as const } : {}),
      ...(record.dwellSeconds == null ? {} : { dwellSeconds: record.dwellSeconds }),
    },
    { ...circumstance, corrects: record.corrects },
  );
  return [
    { fact: visit, label: `${label} ${record.corrects ? "更正为" : ""}${outcomes[outcome]}` },
    ...record.shots.map((shot) => photographParcel(make, shot, visit.id, `${label} 照片`, circumstance)),
  ];
}
