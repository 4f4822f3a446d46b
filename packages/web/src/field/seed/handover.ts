/** 种子收缴: from what was typed to the facts. Pure. */
import { seedSpecies, type SeedHandoverBody } from "@lingzhu/domain/seed";
import type { Shot } from "../../shared/photograph/index.ts";
import { photographParcel } from "../picture/photograph-parcel.ts";
import type { FactMaker, FactPosition } from "../store/fact-maker.ts";
import type { Parcel } from "../store/outbox.ts";

export interface HandoverDraft {
  species: SeedHandoverBody["species"];
  /** Figures as typed. */
  grams: string;
  seedlings: string;
  by: SeedHandoverBody["by"];
  sealNumber: string;
  handedTo: SeedHandoverBody["handedTo"];
  note: string;
  shots: Shot[];
}
export const emptyHandover: HandoverDraft = {
  species: "opium-poppy",
  grams: "",
  seedlings: "",
  by: "voluntary",
  sealNumber: "",
  handedTo: "police",
  note: "",
  shots: [],
};

const MOST = 10_000_000;
const plain = (typed: string) => typed.normalize("NFKC").trim();
/** As typed; null when empty, undefined when it is no weight. */
const gramsOf = (typed: string): number | null | undefined => {
  if (plain(typed) === "") return null;
  const grams = Number(plain(typed));
  return Number.isFinite(grams) && grams > 0 && grams <= MOST ? grams : undefined;
};
const seedlingsOf = (typed: string): number | null | undefined => {
  const seedlings = gramsOf(typed);
  return seedlings == null || Number.isInteger(seedlings) ? seedlings : undefined;
};

/** What keeps the handover from being recorded, in words; null when it may go. */
export function handoverGap(draft: HandoverDraft): string | null {
  const [grams, seedlings] = [gramsOf(draft.grams), seedlingsOf(draft.seedlings)];
  if (grams === undefined) return "重量请填大于零的克数，例如 12.5。";
  if (seedlings === undefined) return "幼苗请填整数株数。";
  return grams === null && seedlings === null ? "请填克数或株数，至少一样。" : null;
}

export function handoverParcels(
  make: FactMaker,
  draft: HandoverDraft,
  circumstance: { placeId: string | null; position: FactPosition | null },
): Parcel[] {
  const [grams, seedlings] = [gramsOf(draft.grams), seedlingsOf(draft.seedlings)];
  const fact = make(
    "seed-handover",
    {
      species: draft.species,
      by: draft.by,
      handedTo: draft.handedTo,
      ...(grams != null ? { grams } : {}),
      ...(seedlings != null ? { seedlings } : {}),
      ...(plain(draft.sealNumber) === "" ? {} : { sealNumber: plain(draft.sealNumber) }),
      ...(draft.note.trim() === "" ? {} : { note: draft.note.trim() }),
    },
    circumstance,
  );
  const amount = [grams != null && `${grams} 克`, seedlings != null && `${seedlings} 株`]
    .filter(Boolean)
    .join("、");
  const label = `种子收缴 ${seedSpecies[draft.species]} ${amount}`;
  return [
    { fact, label },
    ...draft.shots.map((shot) => photographParcel(make, shot, fact.id, `${label} 照片`, circumstance)),
  ];
}
