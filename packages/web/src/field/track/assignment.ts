/** A track belongs to an assignment: a zone of this person in a round that still runs. Outside of one nothing is recorded. */
import { dayOf } from "@lingzhu/domain/kernel";
import type { ZonePackage } from "@lingzhu/domain/patrol";
import type { FieldDatabase } from "../store/database.ts";
import { keptValue } from "../store/kept.ts";
import { zoneKey } from "../zone/zone-package.ts";

export interface Assignment {
  zoneId: string;
  roundId: string;
}

/** Pure: whether the zone as the phone keeps it still gives the assignment on this day. */
export function isAssigned(zone: Pick<ZonePackage, "round"> | null, roundId: string, now: number): boolean {
  if (!zone || zone.round.id !== roundId) return false;
  const today = dayOf(now);
  return zone.round.start <= today && today <= zone.round.end;
}

/** Zones that are given to somebody else are no longer kept; see `useFetchAhead` of the day's screen. */
export async function holds(
  db: FieldDatabase,
  personId: string,
  { zoneId, roundId }: Assignment,
  now: number,
): Promise<boolean> {
  return isAssigned(await keptValue<ZonePackage>(db, zoneKey(personId, zoneId)), roundId, now);
}
