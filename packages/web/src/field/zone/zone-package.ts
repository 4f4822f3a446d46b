import { useMemo } from "react";
import { ZonePackage, type FieldPlace } from "@lingzhu/domain/patrol";
import { mergePackage } from "@lingzhu/domain/sync";
import { get } from "../../shared/api/index.ts";
import { localAdditions, withAdditions } from "../addition/addition.ts";
import { useField } from "../frame/field-context.ts";
import type { FieldDatabase } from "../store/database.ts";
import { keptValue, useKept, useLive, type KeptAnswer } from "../store/kept.ts";
import {
  localVisits,
  papersDone,
  retractedIds,
  withLocalVisits,
  withPapersDone,
  type LocalVisit,
} from "./places.ts";

/** Kept answers are keyed by person, so that nobody sees what was read for another. */
export const zoneKey = (personId: string, zoneId: string) => `${personId}/zone/${zoneId}`;

/** The zone as the server has it now; of what the phone already keeps, only what changed travels. */
export async function fetchZone(db: FieldDatabase, personId: string, zoneId: string): Promise<ZonePackage> {
  const kept = await keptValue<ZonePackage>(db, zoneKey(personId, zoneId));
  const query = { cursor: kept?.cursor };
  return mergePackage(kept, await get(`/api/field/zones/${zoneId}`, ZonePackage, { query }));
}

export interface ZoneOnPhone {
  answer: KeptAnswer<ZonePackage>;
  /** Places with this phone's own records laid over, and those added here. */
  places: FieldPlace[];
  visits: LocalVisit[];
}

/** Records looked through for additions, papers and retractions, newest first. */
const LOOKED_THROUGH = 200;
const nothing = { visits: [], additions: [], retracted: new Set<string>(), papers: new Map() };

/** The zone with its places: kept on the phone, renewed when there is signal. */
export function useZone(zoneId: string): ZoneOnPhone {
  const { db, outbox, session } = useField();
  const personId = session.person.id;
  const answer = useKept(db, zoneKey(personId, zoneId), () => fetchZone(db, personId, zoneId));
  const roundId = answer.value?.round.id ?? null;
  const own =
    useLive(`own/${roundId}`, async () => {
      if (!roundId) return nothing;
      const latest = await outbox.latest(LOOKED_THROUGH);
      return {
        visits: localVisits(await outbox.visitsOf(roundId), personId, roundId),
        additions: localAdditions(latest, personId, roundId),
        retracted: retractedIds(latest, personId),
        papers: papersDone(latest, personId),
      };
    }) ?? nothing;
  const places = useMemo(
    () =>
      answer.value
        ? withLocalVisits(
            withPapersDone(withAdditions(answer.value.places, own.additions), own.papers),
            own.visits,
            answer.at,
            own.retracted,
          )
        : [],
    [answer.value, answer.at, own],
  );
  return { answer, places, visits: own.visits.filter(({ fact }) => !own.retracted.has(fact.id)) };
}
