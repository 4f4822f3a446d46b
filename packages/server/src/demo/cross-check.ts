/** The cross-check of the second round: a drawn sample, looked at again by the teams of other communities. */
import type { FoundThing } from "./finding-script.ts";
import { DrawSample } from "@lingzhu/domain/sampling";
import { read } from "../db/transact.ts";
import { createRound } from "../patrol/round-service.ts";
import { assignZone } from "../patrol/zone-service.ts";
import { drawSample } from "../sampling/service.ts";
import type { Worker } from "./cast.ts";
import type { Chance } from "./chance.ts";
import { planSteps, Story, type Scene } from "./findings.ts";
import { planDays, type Patrol } from "./patrols.ts";
import { at, type RoundPlan } from "./season.ts";
import { placesUnseenIn, registerByZone, type DemoPlace } from "./store.ts";
import { walkZone } from "./walks.ts";

const PLANNED = "2026-05-04";
const CHECK: RoundPlan = {
  name: "第二轮交叉复查",
  stage: "flowering",
  planned: PLANNED,
  start: "2026-05-07",
  end: "2026-05-10",
  walked: [1],
  failed: [0.015],
};
const CHECKED_ROUND = 1;
const SHARE = 0.12;

/** What grew on the sampled ground, and which of the two looks found it. What neither found is in no record. */
const GROWN: readonly { first: boolean; second: boolean; stems: number }[] = [
  { first: true, second: true, stems: 6 },
  { first: true, second: true, stems: 3 },
  { first: true, second: true, stems: 11 },
  { first: true, second: true, stems: 2 },
  { first: true, second: false, stems: 2 },
  { first: true, second: false, stems: 1 },
  { first: false, second: true, stems: 1 },
  { first: false, second: true, stems: 4 },
  { first: false, second: true, stems: 2 },
];

export function planCrossCheck(patrol: Patrol, scene: Scene): void {
  patrol.agenda.put(at(PLANNED, "18:30"), async () => {
    const { desk, office, campaignId, teamIds, cast, roundIds } = patrol;
    const chance = desk.chance.fork("cross-check");
    const { name, stage, start, end } = CHECK;
    const { id: roundId } = await desk.write(office, "round.manage", (tx) =>
      createRound(tx, { campaignId, name, stage, start, end, kind: "cross_check" }),
    );
    const input = DrawSample.parse({ share: SHARE, seed: "lingzhu-2" });
    await desk.write(office, "round.manage", (tx) => drawSample(tx, office.personId, roundId, input));
    const register = await read(desk.floor, office, (tx) => registerByZone(tx, roundId));
    const unseen = await read(desk.floor, office, (tx) => placesUnseenIn(tx, roundIds[CHECKED_ROUND]!));
    const grown: { place: DemoPlace; community: number; by: Worker }[] = [];
    for (const [zoneId, targets] of register) {
      const drawn = new Set(targets.map(({ placeId }) => placeId));
      const places = scene.places.filter(({ id }) => drawn.has(id));
      const community = scene.communityIds.indexOf(places[0]!.communityId!);
      // The next community's team: nobody checks what they walked themselves.
      const other = (community + 1) % scene.communityIds.length;
      const side = chance.whole(0, 1);
      const teamId = teamIds[other]![side]!;
      await desk.write(office, "round.manage", (tx) =>
        assignZone(tx, zoneId, { teamId, validFrom: PLANNED }),
      );
      const phones = cast.teams[other]![side]!.filter(({ actor }) => actor !== null);
      planDays(patrol, roundId, walkZone(targets, CHECK, community, chance), phones, chance);
      for (const place of places)
        if (unseen.has(place.id) && (place.kind === "plot" || place.buildingId === null))
          grown.push({ place, community, by: phones[0]! });
    }
    planGrown(patrol, scene, roundId, grown, chance);
  });
}

/** The first team reports on its last two days, the second on its own; both leave the plants until the check is over. */
function planGrown(
  patrol: Patrol,
  scene: Scene,
  roundId: string,
  candidates: { place: DemoPlace; community: number; by: Worker }[],
  chance: Chance,
): void {
  for (const [number, { first, second, stems }] of GROWN.entries()) {
    if (candidates.length === 0) return;
    const [spot] = candidates.splice(chance.whole(0, candidates.length - 1), 1);
    const { place, community, by } = spot!;
    const own = patrol.cast.teams[community]![number % 2]!.find(({ actor }) => actor !== null)!;
    const tell = (source: "patrol" | "cross_check", on: string, time: string, who: Worker, round: string) => {
      const thing: FoundThing = {
        on,
        time,
        community,
        where: place.plotKind ?? "yard",
        source,
        stage: "flowering",
        stems,
        note: source === "patrol" ? "墙根零星开花植株，留待复查后铲除" : "复查时见到零星开花植株",
        scenes: ["flower"],
        steps: [
          {
            does: "verify",
            on: source === "patrol" ? "2026-05-07" : "2026-05-10",
            time: "16:10",
            basis: "茎无毛被白粉，上部叶抱茎，花瓣四枚、直径约六厘米",
          },
          { does: "eradicate", on: "2026-05-11", time: "10:30", scene: "cleared" },
          { does: "clean", on: "2026-05-19", time: "09:30" },
          { does: "close", on: "2026-05-20", time: "10:10", note: "回访无异常，台账已补记" },
        ],
      };
      const story = new Story(scene, thing, community, place, chance.fork(`${source} ${number}`), () => ({
        reporter: who.actor!,
        roundId: round,
      }));
      const found = at(on, time);
      patrol.agenda.put(found + 60_000, () => story.report(found));
      planSteps(patrol.agenda, story, thing.steps);
    };
    const minute = String(10 + number * 4);
    if (first)
      tell(
        "patrol",
        number % 2 ? "2026-05-06" : "2026-05-05",
        `16:${minute}`,
        own,
        patrol.roundIds[CHECKED_ROUND]!,
      );
    if (second) tell("cross_check", number % 2 ? "2026-05-09" : "2026-05-08", `15:${minute}`, by, roundId);
  }
}
