import {
  applyEvent,
  openFinding,
  type FindingEventBody,
  type FindingStatus,
  type SightingBody,
} from "@lingzhu/domain/finding";
import type { Writing } from "../db/transact.ts";
import * as store from "./store.ts";

/** Makes the derived table of findings anew from sightings and events, in the order in which they were taken in. */
export async function rebuildFindings(tx: Writing): Promise<number> {
  const facts = await store.findingFacts(tx);
  const places = await store.communitiesOfPlaces(
    tx,
    facts.flatMap((fact) => (fact.placeId ? [fact.placeId] : [])),
  );
  await store.clearFindings(tx);
  const statuses = new Map<string, FindingStatus>();
  for (const fact of facts) {
    if (fact.kind === "sighting") {
      const sighting = fact.body as SightingBody;
      const status = openFinding(sighting);
      statuses.set(fact.id, status);
      await store.insertFinding(tx, {
        id: fact.id,
        reportedBy: fact.authorId,
        placeId: fact.placeId,
        communityId: fact.placeId ? (places.get(fact.placeId) ?? null) : null,
        roundId: fact.roundId,
        position: fact.lon !== null && fact.lat !== null ? { lon: fact.lon, lat: fact.lat } : null,
        openedAt: fact.recordedAt,
        receivedAt: fact.receivedAt,
        sighting,
        status,
      });
    } else {
      const { findingId, event } = fact.body as FindingEventBody;
      const status = applyEvent(statuses.get(findingId)!, event);
      statuses.set(findingId, status);
      await store.saveStatus(tx, findingId, status, fact.recordedAt);
    }
  }
  return statuses.size;
}
