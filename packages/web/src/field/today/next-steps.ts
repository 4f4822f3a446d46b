/** 现在做什么: the few things that matter now, one line each, most urgent first. Pure. */
import { dayOf, daysBetween, startOfDay, type Day } from "@lingzhu/domain/kernel";
import type { FieldDay, FieldPlace } from "@lingzhu/domain/patrol";
import { inWorkingHours } from "@lingzhu/domain/coverage";
import type { Screen } from "../frame/navigation.ts";
import { distanceWords } from "../position/distance-words.ts";
import { groupsOf, nearestFirst, passes, seenOf, type Spot } from "../zone/places.ts";
import type { ZoneLook } from "../zone/look.ts";

export interface NextStep {
  key: string;
  words: string;
  /** A second, quieter line. */
  aside: string | null;
  to: Screen;
}

export interface StepMatters {
  /** Milliseconds. */
  now: number;
  today: Day;
  revisits: FieldDay["revisits"];
  zones: { id: string; name: string; places: readonly FieldPlace[] }[];
  here: Spot | null;
  /** Records that the server did not take. */
  refused: number;
  /** Gaps of one's track without a reason. */
  gaps: number;
}

const nobody: ReadonlySet<string> = new Set();
const zoneScreen = (zoneId: string, look: ZoneLook): Screen => ({
  name: "zone",
  zoneId,
  placeId: null,
  corrects: null,
  look,
});

export function nextSteps(matters: StepMatters): NextStep[] {
  return [
    ...lateRevisits(matters),
    ...refused(matters),
    ...matters.zones.flatMap((zone) => [
      ...tryAgain(matters, zone),
      ...nearest(matters, zone),
      ...papers(matters, zone),
    ]),
    ...gaps(matters),
  ];
}

function lateRevisits({ revisits, today }: StepMatters): NextStep[] {
  const due = revisits.filter(({ dueOn }) => dueOn <= today);
  const [first] = due;
  if (!first) return [];
  const late = daysBetween(first.dueOn, today);
  return [
    {
      key: "revisit",
      words: due.length === 1 ? `回访 ${first.placePath}` : `${due.length} 处发现今天该回访`,
      aside: late > 0 ? `最早的一处已超 ${late} 天` : "看看有没有再长出来",
      to: { name: "finding", findingId: first.findingId },
    },
  ];
}

const refused = ({ refused }: StepMatters): NextStep[] =>
  refused === 0
    ? []
    : [
        {
          key: "refused",
          words: `${refused} 条登记没有收下，看看原因`,
          aside: "记录都还在手机里",
          to: { name: "me" },
        },
      ];

type Zone = StepMatters["zones"][number];
/** The zone's name where it is not the only one. */
const named = ({ zones }: StepMatters, zone: Zone) => (zones.length > 1 ? zone.name : null);

const HOUR_MS = 3_600_000;
/** Hours of the day between which one may ring at a door. */
const CIVIL = { from: 8, to: 21 };
/** When people who work are home and not asleep. */
function peopleAreHome(now: number): boolean {
  const hour = (now - startOfDay(dayOf(now))) / HOUR_MS;
  return !inWorkingHours(now) && hour >= CIVIL.from && hour < CIVIL.to;
}

/** Doors where nobody was in: in the evening and at weekends now, otherwise later. */
function tryAgain(matters: StepMatters, zone: Zone): NextStep[] {
  const doors = zone.places.filter((place) => passes(place, "no_one_in", nobody));
  if (doors.length === 0) return [];
  const later = !peopleAreHome(matters.now);
  return [
    {
      key: `again/${zone.id}`,
      words: later
        ? `${doors.length} 户上次无人，建议 18:30 后再去`
        : `${doors.length} 户上次无人，现在去正好`,
      aside: named(matters, zone),
      to: zoneScreen(zone.id, { view: "buildings", only: "no_one_in", typed: "" }),
    },
  ];
}

/** The nearest building or lane that is not finished. */
function nearest(matters: StepMatters, zone: Zone): NextStep[] {
  const { here } = matters;
  const open = groupsOf(zone.places.filter((place) => passes(place, "unseen", nobody)));
  if (open.length === 0) return [];
  const [first] = here ? nearestFirst(open, here) : [{ place: open[0]!, metres: null }];
  const { place: group, metres } = first!;
  const left = zone.places.length - seenOf(zone.places);
  return [
    {
      key: `nearest/${zone.id}`,
      words: `${group.name}还有 ${group.places.length} ${group.places[0]!.kind === "plot" ? "块地" : "户"}没去`,
      aside: [
        metres === null ? null : `约 ${distanceWords(metres)}`,
        `${named(matters, zone) ?? ""}共余 ${left} 处`,
      ]
        .filter(Boolean)
        .join(" · "),
      to: zoneScreen(zone.id, { view: "buildings", only: "unseen", typed: "" }),
    },
  ];
}

/** Notices to serve and commitments to have signed. */
function papers(matters: StepMatters, zone: Zone): NextStep[] {
  const due = zone.places.filter((place) => passes(place, "due", nobody)).length;
  if (due === 0) return [];
  return [
    {
      key: `papers/${zone.id}`,
      words: `${due} 户的告知书、承诺书还没送签`,
      aside: named(matters, zone),
      to: zoneScreen(zone.id, { view: "buildings", only: "due", typed: "" }),
    },
  ];
}

const gaps = ({ gaps }: StepMatters): NextStep[] =>
  gaps === 0
    ? []
    : [
        {
          key: "gaps",
          words: `轨迹断了 ${gaps} 处，说明一下原因`,
          aside: "熄屏、接电话都正常，点一下就行",
          to: { name: "tracks" },
        },
      ];
