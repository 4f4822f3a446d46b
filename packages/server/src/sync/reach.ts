import { sql } from "kysely";
import { actionWords, covers, requireAction, scopeOf, type Action, type Actor } from "@lingzhu/domain/access";
import { dayOf, problem } from "@lingzhu/domain/kernel";
import type { Fact } from "@lingzhu/domain/sync";
import type { Reading } from "../db/transact.ts";

export interface FactPlace {
  id: string;
  kind: string;
  communityId: string | null;
  /** Zones of all rounds that contain the place. */
  zoneIds: string[];
}

/**
 * Whether the author may record here. A worker's zones are those of the day the fact was recorded, not of today:
 * somebody taken off a zone can still send what was recorded while it was theirs.
 */
export class Reach {
  readonly #tx: Reading;
  readonly #actor: Actor;
  readonly #places = new Map<string, FactPlace>();
  readonly #zonesByDay = new Map<string, readonly string[]>();

  constructor(tx: Reading, actor: Actor) {
    this.#tx = tx;
    this.#actor = actor;
  }

  /** Loads the places that a batch names, in one query. */
  async load(facts: readonly Fact[]): Promise<ReadonlyMap<string, FactPlace>> {
    const ids = [...new Set(facts.flatMap((fact) => (fact.placeId ? [fact.placeId] : [])))];
    if (ids.length === 0) return this.#places;
    const { rows } = await sql<FactPlace>`
      select p.id, p.kind, p.community_id,
        coalesce((select array_agg(distinct rp.zone_id) from round_place rp
          where rp.street_id = p.street_id and rp.place_id = p.id and rp.zone_id is not null), '{}') as zone_ids
      from place p where p.street_id = ${this.#tx.streetId} and p.id = any(${ids}::uuid[])`.execute(
      this.#tx.sql,
    );
    for (const row of rows) this.#places.set(row.id, row);
    return this.#places;
  }

  place(id: string): FactPlace | undefined {
    return this.#places.get(id);
  }

  /** The place of a fact if the author reached it on that day; otherwise `record.missing` or `access.denied`. */
  async requirePlace(fact: Fact, action: Action): Promise<FactPlace> {
    const place = fact.placeId ? this.#places.get(fact.placeId) : undefined;
    if (!place) throw problem("record.missing", { noun: "地点" });
    await this.require(action, fact.recordedAt, place);
    return place;
  }

  /** Throws `access.denied` unless the action reaches a record belonging there, as of a moment. */
  async require(
    action: Action,
    at: number,
    record: { communityId: string | null; zoneIds: readonly string[]; personId?: string },
  ): Promise<void> {
    const actor = { ...this.#actor, zoneIds: await this.#zonesOn(dayOf(at)) };
    if (!covers(scopeOf(actor, action), record))
      throw problem("access.denied", { action: actionWords[action] });
  }

  /** Throws `access.denied` when no grant of the author carries the action at all. */
  requireSome(action: Action): void {
    requireAction(this.#actor, action);
  }

  async #zonesOn(day: string): Promise<readonly string[]> {
    // The session knows today's.
    if (day === dayOf(this.#tx.now)) return this.#actor.zoneIds;
    const found = this.#zonesByDay.get(day);
    if (found) return found;
    const { rows } = await sql<{ zoneId: string }>`
      select distinct a.zone_id from team_member m
      join assignment a on a.street_id = m.street_id and a.team_id = m.team_id
      where m.street_id = ${this.#tx.streetId} and m.person_id = ${this.#actor.personId}
        and m.valid_from <= ${day} and (m.valid_to is null or m.valid_to >= ${day})
        and a.valid_from <= ${day} and (a.valid_to is null or a.valid_to >= ${day})`.execute(this.#tx.sql);
    const zones = rows.map((row) => row.zoneId);
    this.#zonesByDay.set(day, zones);
    return zones;
  }
}
