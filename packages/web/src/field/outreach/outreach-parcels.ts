/** 入户宣传: from what was tapped to the facts. Pure. */
import {
  commitmentResults,
  noticeResults,
  publicityForms,
  type CommitmentResult,
  type NoticeResult,
  type PublicityForm,
} from "@lingzhu/domain/outreach";
import type { FieldPlace } from "@lingzhu/domain/patrol";
import type { Shot } from "../../shared/photograph/index.ts";
import { photographParcel } from "../picture/photograph-parcel.ts";
import type { FactMaker, FactPosition } from "../store/fact-maker.ts";
import type { Parcel } from "../store/outbox.ts";
import { placePath } from "../zone/places.ts";

export interface OutreachCircumstance {
  roundId: string | null;
  position: FactPosition | null;
}
const noteOf = (typed: string) => (typed.trim() === "" ? {} : { note: typed.trim() });

/** One notice for each door: what was tapped once for a whole stairway is still one record a household. */
export const noticeParcels = (
  make: FactMaker,
  doors: readonly FieldPlace[],
  result: NoticeResult,
  circumstance: OutreachCircumstance,
  note = "",
): Parcel[] =>
  doors.map((place) => ({
    fact: make("notice", { result, ...noteOf(note) }, { ...circumstance, placeId: place.id }),
    label: `${placePath(place)} 告知书 ${noticeResults[result]}`,
  }));

/** The commitment, then the signed sheet or the signature. */
export function commitmentParcels(
  make: FactMaker,
  place: FieldPlace,
  draft: { result: CommitmentResult; shots: readonly Shot[]; note: string },
  circumstance: OutreachCircumstance,
): Parcel[] {
  const at = { ...circumstance, placeId: place.id };
  const label = `${placePath(place)} 承诺书 ${commitmentResults[draft.result]}`;
  const fact = make("commitment", { result: draft.result, ...noteOf(draft.note) }, at);
  return [
    { fact, label },
    ...draft.shots.map((shot) => photographParcel(make, shot, fact.id, `${label} 签名`, at)),
  ];
}

export interface PublicityDraft {
  form: PublicityForm;
  title: string;
  /** Figures as typed. */
  people: string;
  materials: string;
  place: { id: string; words: string } | null;
  shots: Shot[];
  note: string;
}
export const emptyPublicity: PublicityDraft = {
  form: "leaflet",
  title: "",
  people: "",
  materials: "",
  place: null,
  shots: [],
  note: "",
};

/** The title as typed, or else the form and where. */
export const publicityTitle = ({ form, title, place }: PublicityDraft): string =>
  title.trim() || [place?.words, publicityForms[form]].filter(Boolean).join(" ");

/** A figure as typed, at most a million; null when nothing was typed; undefined when it is no figure. */
export function figureOf(typed: string): number | null | undefined {
  const plain = typed.normalize("NFKC").trim();
  if (plain === "") return null;
  return /^\d{1,7}$/.test(plain) && Number(plain) <= 1_000_000 ? Number(plain) : undefined;
}

/** What keeps the event from being recorded, in words; null when it may go. */
export const publicityGap = (draft: PublicityDraft): string | null =>
  figureOf(draft.people) === undefined || figureOf(draft.materials) === undefined
    ? "人数和份数请只填数字，不知道就空着。"
    : null;

export function publicityParcels(
  make: FactMaker,
  draft: PublicityDraft,
  circumstance: OutreachCircumstance,
): Parcel[] {
  const at = { ...circumstance, placeId: draft.place?.id ?? null };
  const [people, materials] = [figureOf(draft.people), figureOf(draft.materials)];
  const title = publicityTitle(draft);
  const fact = make(
    "publicity",
    {
      form: draft.form,
      title: title.slice(0, 80),
      ...(people != null ? { people } : {}),
      ...(materials != null ? { materials } : {}),
      ...noteOf(draft.note),
    },
    at,
  );
  const label = `宣传 ${title}`;
  return [
    { fact, label },
    ...draft.shots.map((shot) => photographParcel(make, shot, fact.id, `${label} 照片`, at)),
  ];
}
