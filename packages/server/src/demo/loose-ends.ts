/** What the field leaves to the office: places that the register lacked, records that do not agree, visits in doubt. */
import type { PlaceDecision } from "@lingzhu/domain/place";
import type { FactInput } from "@lingzhu/domain/sync";
import { deviceOf, type Worker } from "./cast.ts";
import type { Chance } from "./chance.ts";
import type { Scene } from "./findings.ts";
import { at } from "./season.ts";
import { fixAt } from "./tracks.ts";

/** Metres north as degrees. */
const METRE = 1 / 111_000;

interface Added {
  on: string;
  community: number;
  kind: "household" | "plot";
  name: string;
  note: string;
  /** Null while the office has not looked; merged into the door beside which it was found. */
  decided: "confirm" | "merge" | "reject" | null;
}
const ADDED: readonly Added[] = [
  {
    on: "2026-03-16",
    community: 0,
    kind: "household",
    name: "后院小屋",
    note: "搭建的平房，有人住",
    decided: "confirm",
  },
  {
    on: "2026-03-24",
    community: 2,
    kind: "plot",
    name: "墙根菜畦",
    note: "墙外新开的一小块",
    decided: "confirm",
  },
  { on: "2026-04-17", community: 3, kind: "household", name: "西头一户", note: "门牌脱落", decided: "merge" },
  { on: "2026-04-20", community: 1, kind: "household", name: "配电间", note: "像是住人", decided: "reject" },
  {
    on: "2026-05-14",
    community: 4,
    kind: "household",
    name: "东门岗亭",
    note: "门卫一家三口",
    decided: null,
  },
  {
    on: "2026-05-19",
    community: 5,
    kind: "plot",
    name: "停车场后空地",
    note: "围墙缺口内，长草",
    decided: null,
  },
  { on: "2026-05-20", community: 2, kind: "household", name: "加建一层", note: "台账上没有", decided: null },
];

interface Field extends Scene {
  /** The compounds and lone plots of each zone, by community and team. */
  halves: string[][][];
}

export function planLooseEnds(stage: Field): void {
  for (const [number, added] of ADDED.entries()) planAdded(stage, added, number);
  planContradictions(stage);
  planDoubts(stage);
}

const inside = ({ places, communityIds }: Field, community: number) =>
  places.filter(({ communityId }) => communityId === communityIds[community % communityIds.length]);
const phoneOf = ({ cast, communityIds }: Field, community: number, side: number): Worker =>
  cast.teams[community % communityIds.length]![side]!.find(({ actor }) => actor !== null)!;
/** The round that runs on the day of a moment, or the last that began. */
const roundOn = ({ roundIds }: Field) => roundIds.at(-1)!;

function planAdded(stage: Field, added: Added, number: number): void {
  const { desk, agenda, office } = stage;
  const here = inside(stage, added.community);
  const compound = here.find(({ kind, lon }) => kind === "compound" && lon !== null);
  const beside = here.find(
    ({ kind, compoundId, lon }) => kind === "household" && compoundId === compound?.id && lon !== null,
  );
  if (!compound || !beside) return;
  const chance = desk.chance.fork(`added ${number}`);
  const when = at(added.on, "10:20") + chance.whole(0, 3_600_000);
  const [lon, lat, , accuracy] = fixAt(beside.lon! + 12 * METRE, beside.lat! + 9 * METRE, when, chance);
  const id = desk.idAt(when);
  const side = sideOf(stage, added.community, compound.id);
  const holder = phoneOf(stage, added.community, side);
  const common = { deviceId: deviceOf(holder), position: { lon, lat, accuracy } };
  agenda.put(when + 300_000, async () => {
    const roundId = roundOn(stage);
    const { kind, name, note } = added;
    const body = {
      kind,
      name,
      note,
      parentId: compound.id,
      ...(kind === "plot" ? { plotKind: "vegetable-patch" as const } : {}),
    };
    await desk.send(holder.actor!, [
      { ...common, id, kind: "place-addition", recordedAt: when, roundId, body },
      {
        ...common,
        id: desk.idAt(when + 60_000),
        kind: "visit",
        recordedAt: when + 60_000,
        placeId: id,
        roundId,
        body: { outcome: "checked" },
      },
    ]);
  });
  if (added.decided === null) return;
  const decision: PlaceDecision =
    added.decided === "confirm"
      ? { type: "confirm" }
      : added.decided === "merge"
        ? { type: "merge", intoPlaceId: beside.id, reason: "与台账同一户，门牌脱落" }
        : { type: "reject", reason: "配电间，无人居住" };
  const decided = when + 26 * 3_600_000;
  agenda.put(decided, () =>
    desk.send(office, [
      {
        id: desk.idAt(decided),
        kind: "place-decision",
        deviceId: "00000000-0000-7000-8000-000000000000",
        recordedAt: decided,
        placeId: id,
        body: { decision },
      },
    ]),
  );
}

/** The team in whose zone a compound lies. */
const sideOf = ({ halves, communityIds }: Field, community: number, compoundId: string | null): number =>
  halves[community % communityIds.length]!.findIndex(
    (ids) => compoundId !== null && ids.includes(compoundId),
  );

/** Two doors where the secretary was told something else than the team on the same day. */
function planContradictions(stage: Field): void {
  const { desk, agenda, cast, communityIds } = stage;
  for (const [number, { on, community }] of [
    { on: "2026-05-13", community: 1 },
    { on: "2026-05-18", community: 3 },
  ].entries()) {
    const door = inside(stage, community).filter(({ kind, lon }) => kind === "household" && lon !== null)[
      number
    ];
    if (!door) continue;
    const chance = desk.chance.fork(`contradiction ${number}`);
    const secretary = cast.secretaries[community % communityIds.length]!;
    const visit = (when: number, deviceId: string, outcome: "checked" | "refused"): FactInput => {
      const [lon, lat, , accuracy] = fixAt(door.lon!, door.lat!, when, chance);
      return {
        id: desk.idAt(when),
        kind: "visit",
        deviceId,
        recordedAt: when,
        placeId: door.id,
        roundId: roundOn(stage),
        position: { lon, lat, accuracy },
        body: { outcome },
      };
    };
    const [first, second] = [at(on, "17:40"), at(on, "18:25")];
    const police = stage.cast.police;
    agenda.put(second + 60_000, async () => {
      await desk.send(police, [visit(first, deviceOf(police), "checked")]);
      await desk.send(secretary, [visit(second, deviceOf(secretary), "refused")]);
    });
  }
}

/** An evening on which one phone noted a row of doors from one spot, seconds apart. */
function planDoubts(stage: Field): void {
  const { desk, agenda, communityIds } = stage;
  const community = 4 % communityIds.length;
  const chance: Chance = desk.chance.fork("doubts");
  const doors = inside(stage, community)
    .filter(
      ({ kind, lon, compoundId }) =>
        kind === "household" && lon !== null && sideOf(stage, community, compoundId) === 1,
    )
    .slice(-11);
  const from = inside(stage, community).find(({ kind, lon }) => kind === "plot" && lon !== null);
  if (!from || doors.length === 0) return;
  const holder = phoneOf(stage, community, 1);
  const start = at("2026-05-19", "19:10");
  agenda.put(start + 600_000, () => {
    const [lon, lat, , accuracy] = fixAt(from.lon!, from.lat!, start, chance);
    return desk.send(
      holder.actor!,
      doors.map((door, i) => ({
        id: desk.idAt(start + i * 5000),
        kind: "visit" as const,
        deviceId: deviceOf(holder),
        recordedAt: start + i * 5000,
        placeId: door.id,
        roundId: roundOn(stage),
        position: { lon: lon + 1.7e-6, lat: lat + 2.3e-6, accuracy },
        body: { outcome: "checked" as const },
      })),
    );
  });
}
