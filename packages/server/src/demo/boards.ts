/** Blind markers of the season: drawn and placed by an inspector, seen by some of the teams that pass. */
import { DrawMarkers, RemoveMarker } from "@lingzhu/domain/marker";
import { read } from "../db/transact.ts";
import { drawMarkers, listMarkers, placeMarker, removeMarker } from "../marker/service.ts";
import type { Chance } from "./chance.ts";
import type { Patrol } from "./patrols.ts";
import { at, ROUNDS } from "./season.ts";
import type { Attempt } from "./walks.ts";

/** Of the boards at a place that is looked at, how many are noticed; fewer where things grow. */
const NOTICED = { household: 0.86, plot: 0.7 } as const;

export interface Boards {
  /** A board stands at a place from a moment on. */
  stand(roundId: string, placeId: string, code: string, from: number): void;
  takeAway(roundId: string, placeId: string): void;
  /** The code that is noticed on an attempt, if a board stands there, the look was completed and it is noticed. */
  seenAt(roundId: string, attempt: Attempt): string | null;
}

export function openBoards(chance: Chance): Boards {
  const standing = new Map<string, { code: string; from: number }>();
  const key = (roundId: string, placeId: string) => `${roundId} ${placeId}`;
  return {
    stand: (roundId, placeId, code, from) => void standing.set(key(roundId, placeId), { code, from }),
    takeAway: (roundId, placeId) => void standing.delete(key(roundId, placeId)),
    seenAt(roundId, { target, outcome, at: when }) {
      const board = standing.get(key(roundId, target.placeId));
      if (!board || outcome !== "checked" || when < board.from) return null;
      return chance.happens(NOTICED[target.kind]) ? board.code : null;
    },
  };
}

interface BoardPlan {
  /** Which round, by its number in the season. */
  round: number;
  count: number;
  drawn: number;
  placed: number;
  /** When they are taken away again; null: they still stand. */
  removed: number | null;
  /** Drawn but not placed yet. */
  waiting: number;
}

const PLANS: readonly BoardPlan[] = [
  {
    round: 1,
    count: 36,
    drawn: at(ROUNDS[1]!.start, "08:05"),
    placed: at(ROUNDS[1]!.start, "08:15"),
    removed: at("2026-05-07", "15:30"),
    waiting: 0,
  },
  {
    round: 2,
    count: 30,
    drawn: at(ROUNDS[2]!.start, "08:05"),
    placed: at(ROUNDS[2]!.start, "08:15"),
    removed: null,
    waiting: 4,
  },
];

/** Puts drawing, placing and taking away on the agenda. */
export function planBoards(patrol: Patrol): void {
  for (const plan of PLANS) {
    patrol.agenda.put(plan.drawn, () => draw(patrol, plan));
    if (plan.removed !== null) patrol.agenda.put(plan.removed, () => remove(patrol, plan));
  }
}

async function draw({ desk, agenda, office, roundIds, boards }: Patrol, plan: BoardPlan): Promise<void> {
  const roundId = roundIds[plan.round]!;
  const chance = desk.chance.fork(`boards ${plan.round}`);
  const input = DrawMarkers.parse({ roundId, count: plan.count, seed: `lingzhu-${plan.round}` });
  await desk.write(office, "marker.manage", (tx) =>
    drawMarkers(tx, office.personId, input, (below) => chance.whole(0, below - 1)),
  );
  agenda.put(plan.placed, async () => {
    const { markers } = await read(desk.floor, office, (tx) => listMarkers(tx, roundId));
    for (const { id, placeId, code } of markers.slice(plan.waiting)) {
      await desk.write(office, "marker.manage", (tx) => placeMarker(tx, office.personId, id, {}));
      boards.stand(roundId, placeId, code, plan.placed);
    }
  });
}

/** Two were gone when the inspector came for them. */
async function remove({ desk, office, roundIds, boards }: Patrol, plan: BoardPlan): Promise<void> {
  const roundId = roundIds[plan.round]!;
  const { markers } = await read(desk.floor, office, (tx) => listMarkers(tx, roundId));
  for (const [i, { id, placeId }] of markers.entries()) {
    const input = RemoveMarker.parse({ left: i % 17 === 5 ? "gone" : "there" });
    await desk.write(office, "marker.manage", (tx) => removeMarker(tx, office.personId, id, input));
    boards.takeAway(roundId, placeId);
  }
}
