import { ZonePackage, type FieldPlace } from "@lingzhu/domain/patrol";
import { get } from "../../shared/api/index.ts";
import { useField } from "../frame/field-context.ts";
import { useKept, useLive, type KeptAnswer } from "../store/kept.ts";
import { localVisits, withLocalVisits, type LocalVisit } from "./places.ts";

/** Kept answers are keyed by person, so that nobody sees what was read for another. */
export const zoneKey = (personId: string, zoneId: string) => `${personId}/zone/${zoneId}`;

export interface ZoneOnPhone {
  answer: KeptAnswer<ZonePackage>;
  /** Places with this phone's own records laid over. */
  places: FieldPlace[];
  visits: LocalVisit[];
}

/** The zone with its places: kept on the phone, renewed when there is signal. */
export function useZone(zoneId: string): ZoneOnPhone {
  const { db, outbox, session } = useField();
  const personId = session.person.id;
  const answer = useKept(db, zoneKey(personId, zoneId), () => get(`/api/field/zones/${zoneId}`, ZonePackage));
  const roundId = answer.value?.round.id ?? null;
  const visits =
    useLive(`visits/${roundId}`, async () =>
      roundId ? localVisits(await outbox.visitsOf(roundId), personId, roundId) : [],
    ) ?? [];
  return {
    answer,
    visits,
    places: answer.value ? withLocalVisits(answer.value.places, visits, answer.at) : [],
  };
}
