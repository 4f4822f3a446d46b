/** 补登地点: from what was typed to the fact, and the place as this phone shows it before the office has looked. Pure. */
import type { FieldPlace } from "@lingzhu/domain/patrol";
import type { PlotKind } from "@lingzhu/domain/place";
import type { FactOf } from "@lingzhu/domain/sync";
import type { FactMaker, FactPosition } from "../store/fact-maker.ts";
import type { OutboxEntry } from "../store/entry.ts";
import type { Parcel } from "../store/outbox.ts";

export interface AdditionDraft {
  kind: "household" | "plot";
  parent: { id: string; words: string } | null;
  name: string;
  /** As typed. */
  floor: string;
  plotKind: PlotKind | null;
  note: string;
}
export const emptyAddition: AdditionDraft = {
  kind: "household",
  parent: null,
  name: "",
  floor: "",
  plotKind: null,
  note: "",
};

/** The floor as typed; null when empty, undefined when it is none. */
const floorOf = (typed: string): number | null | undefined => {
  const plain = typed.normalize("NFKC").trim();
  if (plain === "") return null;
  return /^-?\d{1,2}$/.test(plain) && Number(plain) >= -3 ? Number(plain) : undefined;
};

/** What is missing, in words; null when it may go. `taken` is the place of the same name there, if there is one. */
export function additionGap(draft: AdditionDraft, taken: FieldPlace | undefined): string | null {
  if (!draft.parent) return "请选它在哪一栋、哪个小区或村里。";
  if (draft.name.trim() === "") return draft.kind === "household" ? "请填门牌号。" : "请填地块名称。";
  if (taken) return "名单里已经有同名的一处，请回到片里找它；确实不是同一处，名称里写明区别。";
  if (draft.kind === "plot" && !draft.plotKind) return "请选地块类型。";
  return floorOf(draft.floor) === undefined ? "楼层请填数字，不知道就空着。" : null;
}

const plain = (name: string) => name.normalize("NFKC").replaceAll(/[\s号室]/g, "");
/** The place of the register that already has this name there. */
export const takenBy = (draft: AdditionDraft, places: readonly FieldPlace[]): FieldPlace | undefined =>
  draft.name.trim() === ""
    ? undefined
    : places.find(
        ({ kind, groupId, name }) =>
          kind === draft.kind && groupId === draft.parent?.id && plain(name) === plain(draft.name),
      );

export function additionParcel(
  make: FactMaker,
  draft: AdditionDraft,
  circumstance: { roundId: string | null; position: FactPosition | null },
): Parcel {
  const floor = floorOf(draft.floor);
  const name = draft.name.trim();
  const note = draft.note.trim();
  return {
    fact: make(
      "place-addition",
      {
        kind: draft.kind,
        parentId: draft.parent!.id,
        name,
        ...(draft.kind === "household" && floor != null ? { floor } : {}),
        ...(draft.kind === "plot" && draft.plotKind ? { plotKind: draft.plotKind } : {}),
        ...(note === "" ? {} : { note }),
      },
      circumstance,
    ),
    label: `补登 ${draft.parent!.words} ${name}`,
  };
}

/** This person's additions in a round that are still to be shown from the phone; refused ones are not. */
export const localAdditions = (
  entries: readonly OutboxEntry[],
  personId: string,
  roundId: string,
): FactOf<"place-addition">[] =>
  entries.flatMap(({ personId: by, state, fact }) =>
    by === personId && state !== "refused" && fact.kind === "place-addition" && fact.roundId === roundId
      ? [fact]
      : [],
  );

/** The zone's places with those added here that the server's list does not have yet. */
export function withAdditions(
  places: readonly FieldPlace[],
  additions: readonly FactOf<"place-addition">[],
): FieldPlace[] {
  if (additions.length === 0) return [...places];
  const known = new Set(places.map(({ id }) => id));
  const added = additions.flatMap((fact): FieldPlace[] => {
    if (known.has(fact.id)) return [];
    const sibling = places.find(({ groupId }) => groupId === fact.body.parentId);
    if (!sibling) return [];
    return [
      {
        id: fact.id,
        kind: fact.body.kind,
        name: fact.body.name,
        groupId: sibling.groupId,
        group: sibling.group,
        unit: null,
        floor: fact.body.floor ?? null,
        lon: fact.position?.lon ?? sibling.lon,
        lat: fact.position?.lat ?? sibling.lat,
        isKey: false,
        state: "unseen",
        visits: 0,
      },
    ];
  });
  return [...places, ...added];
}
