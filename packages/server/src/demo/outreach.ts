/** Notices handed out along the first round, commitments of key places, events, and seeds that were handed in. */
import type { CommitmentResult, NoticeResult, PublicityBody } from "@lingzhu/domain/outreach";
import type { SeedHandoverBody } from "@lingzhu/domain/seed";
import type { FactInput } from "@lingzhu/domain/sync";
import { photographOf } from "./album.ts";
import { deviceOf } from "./cast.ts";
import type { Chance } from "./chance.ts";
import type { Desk } from "./desk.ts";
import type { Scene as Stage } from "./findings.ts";
import type { Scene } from "./pictures.ts";
import { at } from "./season.ts";
import { fixAt } from "./tracks.ts";
import type { Attempt } from "./walks.ts";

/** Of doors that open, those where the notice is handed over at once; the others get it later or not at all. */
const HANDED = 0.96;
/** Of doors where nobody is in, those where it is posted. */
const POSTED = 0.45;
const SIGNED = 0.85;

/** What is served and signed on one walk of the first round. */
export function servedOn(
  desk: Desk,
  attempts: readonly Attempt[],
  deviceId: string,
  roundId: string,
  chance: Chance,
): FactInput[] {
  return attempts.flatMap((attempt) => {
    const { target, at: when } = attempt;
    const [lon, lat, , accuracy] = fixAt(target.lon, target.lat, when, chance);
    const envelope = (after: number) => ({
      id: desk.idAt(when + after),
      deviceId,
      recordedAt: when + after,
      placeId: target.placeId,
      roundId,
      position: { lon, lat, accuracy },
    });
    const facts: FactInput[] = [];
    const notice = target.kind === "household" ? noticeOf(attempt, chance) : null;
    if (notice) facts.push({ ...envelope(8000), kind: "notice", body: { result: notice } });
    if (target.isKey && attempt.outcome === "checked") {
      const result: CommitmentResult = chance.happens(SIGNED) ? "signed" : "refused";
      facts.push({ ...envelope(20_000), kind: "commitment", body: { result } });
    }
    return facts;
  });
}

function noticeOf({ outcome }: Attempt, chance: Chance): NoticeResult | null {
  if (outcome === "checked") return chance.happens(HANDED) ? "handed" : null;
  if (outcome === "no_one_in") return chance.happens(POSTED) ? "posted" : "no_one_in";
  return outcome === "refused" ? "refused" : null;
}

interface Held extends PublicityBody {
  on: string;
  time: string;
  /** By index; null for the whole street. */
  community: number | null;
  scene: Scene | null;
}
const EVENTS: readonly Held[] = [
  {
    on: "2026-03-08",
    time: "09:40",
    community: null,
    scene: null,
    form: "broadcast",
    title: "春季禁种铲毒广播宣传",
    note: "早晚各一次，连播一周",
  },
  {
    on: "2026-03-14",
    time: "15:10",
    community: 0,
    scene: null,
    form: "lecture",
    title: "识毒辨毒进小区",
    people: 46,
    materials: 120,
  },
  {
    on: "2026-03-15",
    time: "09:30",
    community: 2,
    scene: "greenBelt",
    form: "banner",
    title: "绿化带旁悬挂横幅",
    note: "主路口六条",
  },
  {
    on: "2026-03-21",
    time: "10:00",
    community: 3,
    scene: null,
    form: "leaflet",
    title: "赶集日发放明白纸",
    materials: 380,
  },
  {
    on: "2026-04-11",
    time: "15:30",
    community: 1,
    scene: null,
    form: "lecture",
    title: "老年活动室宣讲",
    people: 32,
    materials: 60,
    note: "重点讲“几株也违法”",
  },
  {
    on: "2026-04-18",
    time: "16:20",
    community: 4,
    scene: null,
    form: "visit",
    title: "走访庭院种植户",
    people: 18,
  },
  {
    on: "2026-05-09",
    time: "09:00",
    community: null,
    scene: null,
    form: "screen",
    title: "电子屏滚动播放举报电话",
  },
  {
    on: "2026-05-16",
    time: "10:10",
    community: 5,
    scene: "clean",
    form: "leaflet",
    title: "沿河菜地发放告知单",
    people: 25,
    materials: 90,
  },
];

interface Handed extends SeedHandoverBody {
  on: string;
  time: string;
  community: number;
}
const SEEDS: readonly Handed[] = [
  {
    on: "2026-03-19",
    time: "11:05",
    community: 1,
    species: "opium-poppy",
    grams: 8.5,
    by: "voluntary",
    handedTo: "police",
    sealNumber: "XG-2601",
    note: "整理旧物时发现，主动交来",
  },
  {
    on: "2026-04-22",
    time: "16:40",
    community: 4,
    species: "unknown",
    grams: 3.2,
    seedlings: 6,
    by: "found",
    handedTo: "police",
    sealNumber: "XG-2602",
    note: "花盆内幼苗，送检",
  },
  {
    on: "2026-05-13",
    time: "09:50",
    community: 0,
    species: "opium-poppy",
    grams: 21,
    by: "voluntary",
    handedTo: "office",
    sealNumber: "XG-2603",
  },
];

/** Puts events and handovers on the agenda, each recorded by a worker of its community. */
export function planOutreach(stage: Stage): void {
  for (const [number, { on, time, community, scene, ...body }] of EVENTS.entries())
    record(stage, { on, time, community: community ?? 0, scene, everywhere: community === null }, number, {
      kind: "publicity",
      body,
    });
  for (const [number, { on, time, community, ...body }] of SEEDS.entries())
    record(stage, { on, time, community, scene: null, everywhere: false }, EVENTS.length + number, {
      kind: "seed-handover",
      body,
    });
}

function record(
  { desk, agenda, cast, communityIds, album }: Stage,
  where: { on: string; time: string; community: number; scene: Scene | null; everywhere: boolean },
  number: number,
  fact: { kind: "publicity"; body: PublicityBody } | { kind: "seed-handover"; body: SeedHandoverBody },
): void {
  const community = where.community % communityIds.length;
  const team = cast.teams[community]![number % 2]!;
  const holder = team.find(({ actor }) => actor !== null)!;
  const when = at(where.on, where.time);
  agenda.put(when + 120_000, async () => {
    const deviceId = deviceOf(holder);
    const placeId = where.everywhere ? null : communityIds[community]!;
    const id = desk.idAt(when);
    const facts: FactInput[] = [{ id, deviceId, recordedAt: when, placeId, ...fact }];
    const chance = desk.chance.fork(`outreach ${number}`);
    const of = { factId: id, placeId, roundId: null, deviceId };
    if (where.scene) facts.push(photographOf(desk, album(), where.scene, of, when + 30_000, chance, "scene"));
    await desk.send(holder.actor!, facts);
  });
}
