import { dayOf } from "@lingzhu/domain/kernel";
import { useField } from "../frame/field-context.ts";
import { useLive } from "../store/kept.ts";
import type { TrackPoint } from "./chunk.ts";

/** Records looked through for one's track of a day: a chunk a minute and the visits between. */
const LOOKED_THROUGH = 2_000;

export interface OwnTrackHere {
  /** In order of time, those being recorded included. */
  points: TrackPoint[];
  /** Round of the newest of them. */
  roundId: string | null;
}

/** This person's track of `day` as far as the phone has it. */
export function useOwnTrack(day: string): OwnTrackHere {
  const { outbox, session, track } = useField();
  const personId = session.person.id;
  const kept =
    useLive(`own-track/${personId}/${day}`, async () =>
      (await outbox.latest(LOOKED_THROUGH)).flatMap((entry) =>
        entry.personId === personId && entry.fact.kind === "track" && dayOf(entry.fact.recordedAt) === day
          ? [{ points: entry.fact.body.points as TrackPoint[], roundId: entry.fact.roundId }]
          : [],
      ),
    ) ?? [];
  const points = [...kept.flatMap((chunk) => chunk.points), ...track.points];
  const byTime = new Map(points.map((point) => [point[2], point]));
  return {
    points: [...byTime.values()].filter((point) => dayOf(point[2]) === day).sort((a, b) => a[2] - b[2]),
    roundId: track.recording?.roundId ?? kept[0]?.roundId ?? null,
  };
}
