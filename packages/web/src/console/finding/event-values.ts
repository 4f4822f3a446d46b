/** From what a form holds to the event that is recorded. Pure. */
import type {
  FindingEvent,
  FindingEventType,
  LookAlike,
  Species,
  StemCount,
  eradicationMethods,
} from "@lingzhu/domain/finding";
import type { Day } from "@lingzhu/domain/kernel";
import type { PlantStage } from "@lingzhu/domain/patrol";

/** Everything any of the forms may hold; each shows only its own. */
export interface EventValues {
  species: Species;
  stage: PlantStage;
  basis: string;
  lookAlike: LookAlike;
  day: Day;
  method: keyof typeof eradicationMethods;
  witnesses: { name: string; post: string }[];
  result: "clean" | "regrown";
  note?: string;
  reason: string;
  counting: StemCount["method"];
  stems?: number | null;
  areaM2?: number | null;
  quadrats?: { areaM2: number; stems: number }[];
}

export function stemCountOf(
  values: Pick<EventValues, "counting" | "stems" | "areaM2" | "quadrats">,
): StemCount {
  return values.counting === "sampled"
    ? { method: "sampled", areaM2: values.areaM2 ?? 0, quadrats: values.quadrats ?? [] }
    : { method: "counted", stems: values.stems ?? 0 };
}

export function eventOf(
  type: FindingEventType,
  values: EventValues,
  photographs: { before: readonly string[]; after: readonly string[] },
): FindingEvent {
  const note = values.note?.trim() ? { note: values.note.trim() } : {};
  switch (type) {
    case "verify":
      return {
        type,
        species: values.species,
        stage: values.stage,
        basis: values.basis,
        count: stemCountOf(values),
      };
    case "rule_out":
      return { type, lookAlike: values.lookAlike, basis: values.basis };
    case "eradicate":
      return {
        type,
        day: values.day,
        count: stemCountOf(values),
        method: values.method,
        witnesses: values.witnesses,
        beforePhotographIds: [...photographs.before],
        afterPhotographIds: [...photographs.after],
        ...note,
      };
    case "revisit":
      return {
        type,
        day: values.day,
        result: values.result,
        count: values.result === "regrown" ? stemCountOf(values) : null,
        ...note,
      };
    case "close":
      return { type, note: values.reason };
    case "reopen":
      return { type, reason: values.reason };
  }
}
