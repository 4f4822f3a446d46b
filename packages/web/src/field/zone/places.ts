/** The places of a zone as the phone shows them: own records laid over, filtered, grouped, ordered. Pure. */
import { distance } from "@lingzhu/geo";
import { isServed } from "@lingzhu/domain/outreach";
import { stateFromVisits, type FieldPlace } from "@lingzhu/domain/patrol";
import type { FactOf } from "@lingzhu/domain/sync";
import type { OutboxEntry } from "../store/entry.ts";
import { soundsLike } from "./pinyin.ts";

/** Members by key, in their order. Map.groupBy is younger than many of the phones in use. */
function gather<T, K>(members: readonly T[], keyOf: (member: T) => K): Map<K, T[]> {
  const byKey = new Map<K, T[]>();
  for (const member of members) {
    const key = keyOf(member);
    const group = byKey.get(key);
    if (group) group.push(member);
    else byKey.set(key, [member]);
  }
  return byKey;
}

/** A visit on this phone, with when the server took it over (ms), null while it has not. */
export interface LocalVisit {
  fact: FactOf<"visit">;
  acceptedAt: number | null;
}

/** This person's visits in a round, refused ones left out: the server will not count them. */
export function localVisits(
  entries: readonly OutboxEntry[],
  personId: string,
  roundId: string,
): LocalVisit[] {
  return entries.flatMap((entry) =>
    entry.personId === personId &&
    entry.fact.kind === "visit" &&
    entry.fact.roundId === roundId &&
    entry.state !== "refused"
      ? [{ fact: entry.fact, acceptedAt: entry.state === "accepted" ? entry.settledAt : null }]
      : [],
  );
}

type Paper = NonNullable<FieldPlace["due"]>[number];

/** Papers that this person served or had signed, by place: the server's list may not know of them yet. */
export function papersDone(
  entries: readonly OutboxEntry[],
  personId: string,
): ReadonlyMap<string, readonly Paper[]> {
  const retracted = retractedIds(entries, personId);
  const done = entries.flatMap(({ personId: by, state, fact }): { placeId: string; paper: Paper }[] => {
    if (by !== personId || state === "refused" || fact.placeId === null || retracted.has(fact.id)) return [];
    if (fact.kind === "notice" && isServed(fact.body.result))
      return [{ placeId: fact.placeId, paper: "notice" }];
    if (fact.kind === "commitment" && fact.body.result === "signed")
      return [{ placeId: fact.placeId, paper: "commitment" }];
    return [];
  });
  const byPlace = gather(done, ({ placeId }) => placeId);
  return new Map([...byPlace].map(([placeId, papers]) => [placeId, papers.map(({ paper }) => paper)]));
}

/** Places without the papers that were just served there. */
export const withPapersDone = (
  places: readonly FieldPlace[],
  done: ReturnType<typeof papersDone>,
): FieldPlace[] =>
  places.map((place) => {
    const papers = done.get(place.id);
    if (!papers || !place.due) return place;
    return { ...place, due: place.due.filter((paper) => !papers.includes(paper)) };
  });

/** What this person has taken back, as far as the phone remembers. */
export const retractedIds = (entries: readonly OutboxEntry[], personId: string): Set<string> =>
  new Set(
    entries.flatMap(({ personId: by, state, fact }) =>
      by === personId && state !== "refused" && fact.kind === "retraction" && fact.corrects
        ? [fact.corrects]
        : [],
    ),
  );

/**
 * Places with the visits laid over that the server's list, fetched at `fetchedAt`, cannot know yet.
 * What the server saw stays seen, unless the phone corrects its own visit there: then the correction decides.
 */
export function withLocalVisits(
  places: readonly FieldPlace[],
  visits: readonly LocalVisit[],
  fetchedAt: number,
  retracted: ReadonlySet<string> = new Set(),
): FieldPlace[] {
  const corrected = new Set([...visits.map(({ fact }) => fact.corrects), ...retracted]);
  const fresh = visits.filter(({ acceptedAt }) => acceptedAt === null || acceptedAt >= fetchedAt);
  const byPlace = gather(
    fresh.filter(({ fact }) => !corrected.has(fact.id)),
    ({ fact }) => fact.placeId,
  );
  return places.map((place) => {
    const own = byPlace.get(place.id);
    if (!own) return place;
    const added = own.filter(({ fact }) => fact.corrects === null).length;
    const visits = place.visits + added;
    const corrects = own.some(({ fact }) => fact.corrects !== null);
    if (place.state === "seen" && !corrects) return { ...place, visits };
    const marks = own.map(({ fact }) => ({
      id: fact.id,
      outcome: fact.body.outcome,
      recordedAt: fact.recordedAt,
    }));
    return { ...place, visits, state: stateFromVisits(marks).state };
  });
}

/** What of a zone is shown. */
export const placeFilters = {
  all: "全部",
  unseen: "未查",
  no_one_in: "无人",
  blocked: "受阻",
  key: "重点",
  due: "待送签",
  revisit: "待回访",
} as const;
export type PlaceFilter = keyof typeof placeFilters;
const filterNames = Object.keys(placeFilters) as PlaceFilter[];

/** `revisits`: places whose finding waits for a look again. */
export function passes(place: FieldPlace, filter: PlaceFilter, revisits: ReadonlySet<string>): boolean {
  switch (filter) {
    case "all":
      return true;
    case "unseen":
    case "no_one_in":
      return place.state === filter;
    case "blocked":
      return place.state === "refused" || place.state === "unreachable";
    case "key":
      return place.isKey;
    case "due":
      return (place.due?.length ?? 0) > 0;
    case "revisit":
      return revisits.has(place.id);
  }
}

/** Full-width digits and letters to half-width, no spaces or separators, lower case. */
const bare = (text: string) =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[\s\-–—_、,，.。]/g, "");
/** The same without 号 and 室, so that 12号楼3室 and １２楼３ meet. */
const plain = (text: string) => bare(text).replaceAll(/[号室]/g, "");

const numbersIn = (text: string) => text.normalize("NFKC").match(/\d+/g) ?? [];

/**
 * True when the door number or name, alone or after unit and building, contains what was typed, as it is written or
 * by the initials of its pinyin (bhhy12 for 汴河花园 12号楼); figures with dashes between them (12-2-301) are building,
 * unit and door.
 */
export function matches(place: FieldPlace, typed: string): boolean {
  const wanted = plain(typed);
  if (wanted === "") return true;
  if (/^\d+(\s*[-–—]\s*\d+)+$/.test(typed.normalize("NFKC").trim())) {
    const numbers = numbersIn(`${place.group} ${place.unit ?? ""} ${place.name}`);
    return `/${numbers.join("/")}`.endsWith(`/${numbersIn(typed).join("/")}`);
  }
  const whole = `${place.group}${place.unit ?? ""}${place.name}`;
  return (
    plain(place.name).includes(wanted) ||
    plain(whole).includes(wanted) ||
    // Whoever types initials may or may not think of 号 as a word.
    (/[a-z]/.test(wanted) && (soundsLike(plain(whole), wanted) || soundsLike(bare(whole), wanted)))
  );
}

export const counts = (
  places: readonly FieldPlace[],
  revisits: ReadonlySet<string>,
): Record<PlaceFilter, number> =>
  Object.fromEntries(
    filterNames.map((filter) => [filter, places.filter((place) => passes(place, filter, revisits)).length]),
  ) as Record<PlaceFilter, number>;

/** 汴河花园 12号楼 2单元 301 */
export const placePath = ({ group, unit, name }: FieldPlace): string =>
  [group, unit, name].filter(Boolean).join(" ");

export const seenOf = (places: readonly FieldPlace[]): number =>
  places.filter(({ state }) => state === "seen").length;

/** A building with its doors, a lane of courtyards, or the plots of a compound. */
export interface PlaceGroup {
  key: string;
  name: string;
  places: FieldPlace[];
  /** Mean of the known positions, or null. */
  lon: number | null;
  lat: number | null;
}

const byName = new Intl.Collator("zh-CN", { numeric: true });
const inOrder = (a: FieldPlace, b: FieldPlace) =>
  byName.compare(a.unit ?? "", b.unit ?? "") || byName.compare(a.name, b.name);

/** Groups in the order of their names; households and plots of one compound stay apart. */
export function groupsOf(places: readonly FieldPlace[]): PlaceGroup[] {
  const byKey = gather(places, (place) => `${place.kind}:${place.groupId ?? place.group}`);
  return [...byKey]
    .map(([key, members]): PlaceGroup => {
      const placed = members.filter((place) => place.lon !== null && place.lat !== null);
      const mean = (of: (place: FieldPlace) => number | null) =>
        placed.length === 0 ? null : placed.reduce((sum, place) => sum + of(place)!, 0) / placed.length;
      return {
        key,
        name: members[0]!.group || "未分组",
        places: [...members].sort(inOrder),
        lon: mean((place) => place.lon),
        lat: mean((place) => place.lat),
      };
    })
    .sort((a, b) => byName.compare(a.name, b.name) || (a.key < b.key ? -1 : 1));
}

export interface Spot {
  lon: number;
  lat: number;
}
/** Metres from `here`, or null when the place has no position. */
export const metresTo = (here: Spot, place: { lon: number | null; lat: number | null }): number | null =>
  place.lon === null || place.lat === null ? null : distance(here.lon, here.lat, place.lon, place.lat);

/** Groups nearest first, those without a position last in their old order. */
export const groupsFrom = (groups: readonly PlaceGroup[], here: Spot | null): PlaceGroup[] =>
  here === null ? [...groups] : nearestFirst(groups, here).map(({ place }) => place);

/** Nearest first; what has no position comes last in its old order. Doors of one building keep their order. */
export function nearestFirst<T extends { lon: number | null; lat: number | null }>(
  places: readonly T[],
  here: Spot,
): { place: T; metres: number | null }[] {
  return places
    .map((place) => ({ place, metres: metresTo(here, place) }))
    .sort((a, b) => (a.metres ?? Infinity) - (b.metres ?? Infinity) || 0);
}
