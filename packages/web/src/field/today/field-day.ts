/** 今日任务 as the phone keeps it, and what is read ahead so that it is here when the signal is not. */
import { useEffect, useMemo } from "react";
import { FieldDay } from "@lingzhu/domain/patrol";
import { get } from "../../shared/api/index.ts";
import { fetchFinding, findingKey } from "../finding/finding-record.ts";
import { useField } from "../frame/field-context.ts";
import { forget, keep, keptKeys, keptValue, useKept, useLive, type KeptAnswer } from "../store/kept.ts";
import { fetchZone, zoneKey } from "../zone/zone-package.ts";

const dayKey = (personId: string) => `${personId}/today`;

export function useFieldDay(): KeptAnswer<FieldDay> {
  const { db, session } = useField();
  return useKept(db, dayKey(session.person.id), () => get("/api/field/today", FieldDay));
}

const none: ReadonlySet<string> = new Set();
/** Places whose finding waits for a look again, as far as the phone knows. */
export function useRevisitPlaces(): ReadonlySet<string> {
  const { db, session } = useField();
  const key = dayKey(session.person.id);
  const day = useLive(`revisit-places/${key}`, () => keptValue<FieldDay>(db, key));
  return useMemo(() => (day ? new Set(day.revisits.flatMap(({ placeId }) => placeId ?? [])) : none), [day]);
}

/** Lets go of zones that are no longer ours, and reads those of the day and its findings ahead. */
export function useFetchAhead(day: FieldDay | null): void {
  const { db, session } = useField();
  const personId = session.person.id;
  useEffect(() => {
    if (!day) return;
    void (async () => {
      const ours = new Set(day.zones.map(({ id }) => zoneKey(personId, id)));
      const kept = await keptKeys(db, zoneKey(personId, ""));
      await forget(
        db,
        kept.filter((key) => !ours.has(key)),
      );
      for (const { id } of day.zones) {
        const key = zoneKey(personId, id);
        if (kept.includes(key)) continue;
        await keep(db, key, await fetchZone(db, personId, id));
      }
      for (const { findingId } of day.revisits) {
        const key = findingKey(personId, findingId);
        if ((await keptKeys(db, key)).length === 0) await keep(db, key, await fetchFinding(findingId));
      }
      // Without signal there is nothing to read ahead; the screens say so themselves.
    })().catch(() => undefined);
  }, [day, db, personId]);
}
