/** The desk of the generator: a clock that it moves, ids from seeded chance, and the ways in which people act. */
import { sql } from "kysely";
import { requireAction, type Action, type Actor, type Scope } from "@lingzhu/domain/access";
import { dayOf, idSource } from "@lingzhu/domain/kernel";
import type { FactInput } from "@lingzhu/domain/sync";
import { read, transact, type Floor, type Writing } from "../db/transact.ts";
import { zonesWalked } from "../sync/reach.ts";
import { takeBatch } from "../sync/service.ts";
import type { Chance } from "./chance.ts";

export interface Desk {
  /** The installation's floor with the season's clock and ids. */
  floor: Floor;
  chance: Chance;
  /** Moves the clock on; it never goes back. */
  moveTo(moment: number): void;
  /** A new id of a fact recorded at a moment. */
  idAt(moment: number): string;
  /** One write request of an actor, as far as the policy lets that action reach. */
  write<T>(actor: Actor, action: Action, work: (tx: Writing, scope: Scope) => Promise<T>): Promise<T>;
  /**
   * Counts the database's tables anew. A season comes faster than autovacuum looks, and a planner that knows
   * nothing of a full table reads all of it for a handful of rows.
   */
  recount(): Promise<void>;
  /** Sends facts from the actor's phone; throws when the server refuses one. */
  send(actor: Actor, facts: readonly FactInput[]): Promise<void>;
}

export function openDesk(floor: Floor, chance: Chance, start: number): Desk {
  let clock = start;
  const now = () => clock;
  const ids = chance.fork("ids");
  const own: Floor = { ...floor, now, newId: idSource(now, (length) => ids.bytes(length)) };
  return {
    floor: own,
    chance,
    moveTo: (moment) => {
      clock = Math.max(clock, moment);
    },
    idAt: (moment) =>
      idSource(
        () => moment,
        (length) => ids.bytes(length),
      )(),
    write: (actor, action, work) => {
      const scope = requireAction(actor, action);
      return transact(own, actor, (tx) => work(tx, scope));
    },
    recount: async () => void (await sql`analyze place, round_place, zone_place, duty, fact`.execute(own.db)),
    async send(actor, facts) {
      // What a session would know of today.
      const zoneIds = await read(own, actor, (tx) => zonesWalked(tx, actor.personId, dayOf(clock)));
      for (let from = 0; from < facts.length; from += 500) {
        const { receipts } = await takeBatch(
          own,
          { ...actor, zoneIds },
          { facts: facts.slice(from, from + 500) },
        );
        const refused = receipts.find(({ result }) => result !== "accepted");
        if (refused)
          throw new Error(`a fact of the season was refused: ${refused.problem?.detail ?? refused.result}`);
      }
    },
  };
}
