/** 发现: from what was typed to the facts. Pure. */
import type { SightingBody } from "@lingzhu/domain/finding";
import type { PlantStage, RoundKind } from "@lingzhu/domain/patrol";
import { countFrom, emptyCount, type CountDraft } from "../finding/stem-count.ts";
import type { Shot } from "../../shared/photograph/index.ts";
import { photographParcel } from "../picture/photograph-parcel.ts";
import { marksWords, type SeenMarks } from "./plant-marks.ts";
import type { Fix } from "../position/watch.ts";
import type { FactMaker } from "../store/fact-maker.ts";
import type { Parcel } from "../store/outbox.ts";

export interface FoundPlace {
  id: string;
  words: string;
}
export interface FoundRound {
  id: string;
  kind: RoundKind;
}

export interface SightingDraft {
  step: number;
  /** Null: somewhere outside the ledger, the position alone says where. */
  place: FoundPlace | null;
  round: FoundRound | null;
  fix: Fix | null;
  stage: PlantStage | null;
  count: CountDraft;
  shots: Shot[];
  told: SightingBody["told"];
  note: string;
  /** Absent from drafts of earlier versions. */
  marks?: SeenMarks;
}

/** What the note of a sighting may hold. */
const NOTE_LONGEST = 1000;

export const emptySighting: SightingDraft = {
  step: 0,
  place: null,
  round: null,
  fix: null,
  stage: null,
  count: emptyCount,
  shots: [],
  told: [],
  note: "",
};

/** What still keeps the report from being sent, in words; null when it may go. */
export function gapOf(draft: SightingDraft): string | null {
  return draft.place || draft.fix ? null : "还不知道在哪里：请回第一步选一处地点，或等手机定位。";
}

/** The sighting fact, then a photograph fact for each picture. */
export function sightingParcels(make: FactMaker, draft: SightingDraft): Parcel[] {
  const { fix, place, round } = draft;
  const note = [marksWords(draft.marks ?? {}), draft.note.trim()]
    .filter(Boolean)
    .join("。")
    .slice(0, NOTE_LONGEST);
  const circumstance = {
    placeId: place?.id ?? null,
    roundId: round?.id ?? null,
    position: fix && { lon: fix.lon, lat: fix.lat, accuracy: fix.accuracy },
  };
  const sighting = make(
    "sighting",
    {
      source: round?.kind === "cross_check" ? "cross_check" : "patrol",
      stage: draft.stage,
      count: countFrom(draft.count),
      told: draft.told,
      ...(note === "" ? {} : { note }),
    },
    circumstance,
  );
  const label = `发现 ${place?.words ?? "当前位置"}`;
  return [
    { fact: sighting, label },
    ...draft.shots.map((shot) => photographParcel(make, shot, sighting.id, `${label} 照片`, circumstance)),
  ];
}
