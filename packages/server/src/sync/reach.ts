import { sql } from "kysely";
import {
  actionWords,
  covers,
  reachesAnything,
  recordingActions,
  scopeOf,
  type Action,
  type Actor,
  type Grant,
} from "@lingzhu/domain/access";
import { dayOf, problem, type Day } from "@lingzhu/domain/kernel";
import type { Fact } from "@lingzhu/domain/sync";
import { moment } from "../db/database.ts";
import type { Reading } from "../db/transact.ts";

export interface FactPlace {
  id: string;
  kind: string;
  communityId: string | null;
  /** Zones of all rounds that contain the place. */
  zoneIds: string[];
  /** The place that counts in its stead, when it was merged into another; otherwise its own id. */
  standsFor: string;
  /** Person who added it in the field; what they record there is within their reach. */
  personId: string | null;
}

/** Zones that the assignments of a day give to a person's teams. */
export async function zonesWalked(tx: Reading, personId: string, day: Day): Promise<readonly string[]> {
  const { rows } = await sql<{ zoneId: string }>`
    select distinct a.zone_id from team_member m
    join assignment a on a.street_id = m.street_id and a.team_id = m.team_id
    where m.street_id = ${tx.streetId} and m.person_id = ${personId}
      and m.valid_from <= ${day} and (m.valid_to is null or m.valid_to >= ${day})
      and a.valid_from <= ${day} and (a.valid_to is null or a.valid_to >= ${day})`.execute(tx.sql);
  return rows.map((row) => row.zoneId);
}

/**
 * Whether the author may record here. What is recorded is judged by the day it was recorded, not by today: somebody
 * taken off a zone, or whose post has ended, can still send what was recorded while it was theirs. Decisions need the
 * post today.
 */
export class Reach {
  readonly #tx: Reading;
  readonly #actor: Actor;
  readonly #places = new Map<string, FactPlace>();
  readonly #zonesByDay = new Map<string, readonly string[]>();
  #formerGrants: Promise<readonly (Grant & { from: number; to: number })[]> | undefined;

  constructor(tx: Reading, actor: Actor) {
    this.#tx = tx;
    this.#actor = actor;
  }

  /** Loads the places that a batch names, in one query. Returns how many there are. */
  async load(facts: readonly Fact[]): Promise<number> {
    const named = facts.flatMap((fact) => [
      fact.placeId,
      fact.kind === "place-addition" ? fact.body.parentId : null,
    ]);
    await this.#fetch([...new Set(named.filter((id) => id !== null))]);
    return this.#places.size;
  }

  /** A place that came to exist, or moved, while the batch was taken in. */
  async learn(placeId: string): Promise<void> {
    await this.#fetch([placeId]);
  }

  /**
   * Zones of a door or plot are those of its register rows; a place out of the register, and one that contains others,
   * belongs to the zones that list it or what it lies in, and to those of its direct doors and plots.
   */
  async #fetch(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const { rows } = await sql<FactPlace>`
      select p.id, p.kind, p.community_id, coalesce(a.stands_for, p.id) as stands_for, a.added_by as person_id,
        coalesce((select array_agg(distinct z.id) from (
          select rp.zone_id as id from round_place rp
            where rp.street_id = p.street_id and rp.place_id = p.id and rp.zone_id is not null
          union all select zp.zone_id from zone_place zp
            where (p.kind not in ('household', 'plot') or p.retired_at is not null) and zp.street_id = p.street_id
              and zp.place_id in (p.id, p.unit_id, p.building_id, p.compound_id, p.grid_id, p.community_id)
          union all select rp.zone_id from place d
            join round_place rp on rp.street_id = d.street_id and rp.place_id = d.id
            where p.kind not in ('household', 'plot') and d.street_id = p.street_id and d.parent_id = p.id
              and d.kind in ('household', 'plot') and rp.zone_id is not null) z), '{}') as zone_ids
      from place p left join place_addition a on a.street_id = p.street_id and a.place_id = p.id
      where p.street_id = ${this.#tx.streetId} and p.id = any(${[...ids]}::uuid[])`.execute(this.#tx.sql);
    for (const row of rows) this.#places.set(row.id, row);
  }

  place(id: string): FactPlace | undefined {
    return this.#places.get(id);
  }

  /** A place of the batch, or `place.awaited`: its addition may still be on its way. */
  known(id: string): FactPlace {
    const place = this.#places.get(id);
    if (!place) throw problem("place.awaited");
    return place;
  }

  /** The place of a fact if the author reached it on that day; otherwise a problem. */
  async requirePlace(fact: Fact, action: Action): Promise<FactPlace> {
    if (!fact.placeId) throw problem("record.missing", { noun: "地点" });
    const place = this.known(fact.placeId);
    await this.require(action, fact.recordedAt, place);
    return place;
  }

  /** Throws `access.denied` unless the action reaches a record belonging there, as of a moment. */
  async require(
    action: Action,
    at: number,
    record: { communityId: string | null; zoneIds: readonly string[]; personId?: string | null },
  ): Promise<void> {
    const actor = await this.#actorAt(action, at);
    if (!covers(scopeOf(actor, action), record))
      throw problem("access.denied", { action: actionWords[action] });
  }

  /** Throws `access.denied` when no grant of the author carries the action at all, as of a moment. */
  async requireSome(action: Action, at: number): Promise<void> {
    if (!reachesAnything(scopeOf(await this.#actorAt(action, at), action)))
      throw problem("access.denied", { action: actionWords[action] });
  }

  async #actorAt(action: Action, at: number): Promise<Actor> {
    const zoneIds = await this.#zonesOn(dayOf(at));
    if (!recordingActions.has(action)) return { ...this.#actor, zoneIds };
    this.#formerGrants ??= this.#loadFormerGrants();
    const former = (await this.#formerGrants).filter(({ from, to }) => from <= at && at < to);
    return { ...this.#actor, grants: [...this.#actor.grants, ...former], zoneIds };
  }

  /** Grants of the account that have ended. */
  async #loadFormerGrants() {
    const rows = await this.#tx.sql
      .selectFrom("accountGrant")
      .select(["role", "communityId", "validFrom", "validTo"])
      .where("streetId", "=", this.#tx.streetId)
      .where("accountId", "=", this.#actor.accountId)
      .where("validTo", "<=", moment(this.#tx.now))
      .execute();
    return rows.map(({ role, communityId, validFrom, validTo }) => ({
      role,
      communityId,
      from: validFrom,
      to: validTo ?? Infinity,
    }));
  }

  async #zonesOn(day: string): Promise<readonly string[]> {
    // A session knows today's; an author whose records somebody else brings has none.
    if (day === dayOf(this.#tx.now) && this.#actor.zoneIds.length > 0) return this.#actor.zoneIds;
    const found = this.#zonesByDay.get(day);
    if (found) return found;
    const zones = await zonesWalked(this.#tx, this.#actor.personId, day);
    this.#zonesByDay.set(day, zones);
    return zones;
  }
}
