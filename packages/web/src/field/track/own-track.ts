import { dayOf } from "@lingzhu/domain/kernel";
import { useField } from "../frame/field-context.ts";
import { useLive } from "../store/kept.ts";
import type { TrackPoint } from "./chunk.ts";

/** Records looked through for one's track of a day: a chunk a minute and the visits between. */
const LOOKED_THROUGH = 2_000;

/** This person's points of `day` as far as the phone has them, those being recorded included; in order of time. */
export function useOwnTrack(day: string): TrackPoint[] {
  const { outbox, session, track } = useField();
  const personId = session.person.id;
  const kept =
    useLive(`own-track/${personId}/${day}`, async () =>
      (await outbox.latest(LOOKED_THROUGH)).flatMap((entry) =>
        entry.personId === personId && entry.fact.kind === "track" && dayOf(entry.fact.recordedAt) === day
          ? (entry.fact.body.points as TrackPoint[])
          : [],
      ),
    ) ?? [];
  const byTime = new Map([...kept, ...track.points].map((point) => [point[2], point]));
  return [...byTime.values()].filter((point) => dayOf(point[2]) === day).sort((a, b) => a[2] - b[2]);
}
