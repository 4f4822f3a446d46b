/** The three rounds: made by the office, shared out, walked by the teams, sent from their phones at the day's end. */
import type { Actor } from "@lingzhu/domain/access";
import type { FactInput } from "@lingzhu/domain/sync";
import { read } from "../db/transact.ts";
import { createRound } from "../patrol/round-service.ts";
import { copyZones, createZone } from "../patrol/zone-service.ts";
import type { Agenda } from "./agenda.ts";
import { photographOf, type Album } from "./album.ts";
import { deviceOf, type Cast, type Worker } from "./cast.ts";
import type { Chance } from "./chance.ts";
import type { Desk } from "./desk.ts";
import { servedOn } from "./outreach.ts";
import type { Scene } from "./pictures.ts";
import { ANCHOR, at, ROUNDS } from "./season.ts";
import type { Boards } from "./boards.ts";
import { registerByZone, zonesInOrder } from "./store.ts";
import { fixAt, tracksOf } from "./tracks.ts";
import { walkZone, type Attempt, type WalkDay } from "./walks.ts";

export interface Patrol {
  desk: Desk;
  agenda: Agenda;
  office: Actor;
  cast: Cast;
  campaignId: string;
  /** Team ids, and the places of each zone, by community and side. */
  teamIds: string[][];
  halves: string[][][];
  wardNames: string[];
  album: () => Album;
  /** Round ids in order, filled as they are made. */
  roundIds: string[];
  /** Boards that stand, by place. */
  boards: Boards;
}

/** Puts the making of each round on the agenda; its walks follow once it is made. */
export function planRounds(patrol: Patrol): void {
  for (const [number, round] of ROUNDS.entries()) {
    patrol.agenda.put(at(round.planned, "10:00"), async () => {
      const { desk, office, campaignId } = patrol;
      const { name, stage, start, end } = round;
      const { id } = await desk.write(office, "round.manage", (tx) =>
        createRound(tx, { campaignId, name, stage, start, end, kind: "patrol" }),
      );
      patrol.roundIds.push(id);
      if (number === 0) await cutZones(patrol, id);
      else await desk.write(office, "round.manage", (tx) => copyZones(tx, id, patrol.roundIds[0]!));
      await planWalks(patrol, id, number);
    });
  }
}

async function cutZones(patrol: Patrol, roundId: string): Promise<void> {
  for (const [community, halves] of patrol.halves.entries()) {
    for (const [side, placeIds] of halves.entries()) {
      if (placeIds.length === 0) continue;
      const name = `${patrol.wardNames[community]!.replace(/社区$/, "")}${side === 0 ? "东片" : "西片"}`;
      const teamId = patrol.teamIds[community]![side]!;
      await patrol.desk.write(patrol.office, "round.manage", (tx) =>
        createZone(tx, roundId, { name, placeIds, teamId }),
      );
    }
  }
}

async function planWalks(patrol: Patrol, roundId: string, number: number): Promise<void> {
  const { desk, office, cast } = patrol;
  const [register, zones] = await read(desk.floor, office, async (tx) => [
    await registerByZone(tx, roundId),
    await zonesInOrder(tx, roundId),
  ]);
  for (const { id: zoneId, teamId } of zones) {
    const community = patrol.teamIds.findIndex((ids) => ids.includes(teamId));
    const side = patrol.teamIds[community]!.indexOf(teamId);
    const phones = cast.teams[community]![side]!.filter((worker) => worker.actor !== null);
    const chance = desk.chance.fork(`walk ${number} ${community} ${side}`);
    const walks = walkZone(register.get(zoneId) ?? [], ROUNDS[number]!, community, chance);
    planDays(patrol, roundId, walks, phones, chance, number === 0);
  }
}

/** Each day's records go out when it ends, from the phones of a team in turn; the first round serves notices as well. */
export function planDays(
  patrol: Patrol,
  roundId: string,
  walks: readonly WalkDay[],
  phones: readonly Worker[],
  chance: Chance,
  serving = false,
): void {
  for (const [turn, walk] of walks.entries()) {
    const last = walk.attempts.at(-1)!.at;
    patrol.agenda.put(Math.min(last + 600_000, ANCHOR - 60_000), () =>
      sendDay(patrol, roundId, walk, phones[turn % phones.length]!, chance, serving),
    );
  }
}

/** Of the places with something to show, how many are photographed. */
const PHOTOGRAPHED = { checked: 0.006, other: 0.35 };
const TRACKED = 0.75;

async function sendDay(
  { desk, album, boards }: Patrol,
  roundId: string,
  { attempts }: WalkDay,
  holder: Worker,
  chance: Chance,
  serving: boolean,
): Promise<void> {
  const deviceId = deviceOf(holder);
  const facts: FactInput[] = [];
  for (const attempt of attempts) {
    const visit = visitOf(desk, attempt, roundId, deviceId, chance);
    facts.push(visit);
    const board = boards.seenAt(roundId, attempt);
    if (board) facts.push(boardOf(desk, board, visit, attempt.at + 20_000));
    const share = attempt.outcome === "checked" ? PHOTOGRAPHED.checked : PHOTOGRAPHED.other;
    if (!chance.happens(share)) continue;
    const of = { factId: visit.id, placeId: attempt.target.placeId, roundId, deviceId };
    facts.push(photographOf(desk, album(), sceneOf(attempt, chance), of, attempt.at + 4000, chance));
  }
  if (chance.happens(TRACKED)) {
    for (const points of tracksOf(attempts, chance)) {
      const ended = points.at(-1)![2];
      facts.push({
        id: desk.idAt(ended),
        kind: "track",
        deviceId,
        recordedAt: ended,
        roundId,
        body: { points },
      });
    }
  }
  if (serving) facts.push(...servedOn(desk, attempts, deviceId, roundId, chance.fork("served")));
  await desk.send(holder.actor!, facts);
}

function visitOf(desk: Desk, attempt: Attempt, roundId: string, deviceId: string, chance: Chance): FactInput {
  const { target, outcome, note } = attempt;
  const [lon, lat, , accuracy] = fixAt(target.lon, target.lat, attempt.at, chance);
  return {
    id: desk.idAt(attempt.at),
    kind: "visit",
    deviceId,
    recordedAt: attempt.at,
    placeId: target.placeId,
    roundId,
    position: { lon, lat, accuracy },
    body: { outcome, ...(note === undefined ? {} : { note }) },
  };
}

/** A board that somebody saw, recorded from where they stood. */
const boardOf = (
  desk: Desk,
  code: string,
  { deviceId, roundId, position }: FactInput,
  at: number,
): FactInput => ({
  id: desk.idAt(at),
  kind: "marker",
  deviceId,
  recordedAt: at,
  roundId,
  position,
  body: { code },
});

function sceneOf({ target, outcome }: Attempt, chance: Chance): Scene {
  if (outcome === "unreachable") return "shutDoor";
  if (target.kind === "plot") return chance.pick(["greenBelt", "clean"]);
  return chance.pick(["door", "ironDoor", "door"]);
}
