/** A finding on the phone, and the events that field people record on it. */
import {
  findingMachine,
  FindingView,
  type FindingEvent,
  type FindingEventType,
} from "@lingzhu/domain/finding";
import { advance, Problem } from "@lingzhu/domain/kernel";
import { get } from "../../shared/api/index.ts";
import type { Shot } from "../../shared/photograph/index.ts";
import { photographParcel } from "../picture/photograph-parcel.ts";
import type { FactMaker, FactPosition } from "../store/fact-maker.ts";
import type { Parcel } from "../store/outbox.ts";

export const findingKey = (personId: string, findingId: string) => `${personId}/finding/${findingId}`;
export const fetchFinding = (findingId: string) => get(`/api/findings/${findingId}`, FindingView);

/** Why the machine would refuse this event now, in Chinese, or null. The server asks the same machine again. */
export function refusalOf(finding: FindingView, event: FindingEvent): string | null {
  try {
    advance(findingMachine, finding.state, event, {
      eradicatedOn: finding.eradicatedOn,
      revisitDueOn: finding.revisitDueOn,
    });
    return null;
  } catch (error) {
    if (error instanceof Problem) return error.detail;
    throw error;
  }
}

const labels: Partial<Record<FindingEventType, string>> = { eradicate: "铲除", revisit: "回访" };

/** The event as a fact, then its photographs. */
export function eventParcels(
  make: FactMaker,
  finding: Pick<FindingView, "id" | "number" | "placeId">,
  event: FindingEvent,
  shots: readonly Shot[],
  position: FactPosition | null,
): Parcel[] {
  const circumstance = { placeId: finding.placeId, position };
  const fact = make("finding-event", { findingId: finding.id, event }, circumstance);
  const label = `${finding.number} ${labels[event.type] ?? "办理"}`;
  return [
    { fact, label },
    ...shots.map((shot) => photographParcel(make, shot, fact.id, `${label} 照片`, circumstance)),
  ];
}
