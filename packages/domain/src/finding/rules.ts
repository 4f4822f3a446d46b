import { addDays, advance, type Day } from "../kernel/index.ts";
import type { PlantStage } from "../patrol/schema.ts";
import { findingMachine, type FindingFacts, type FindingState } from "./machine.ts";
import type { FindingEvent, LookAlike, SightingBody, Species, StemCount } from "./schema.ts";

/** Whole stems: the count itself, or mean quadrat density × planted area, rounded to the nearest stem. */
export function stemsOf(count: StemCount): number {
  if (count.method === "counted") return count.stems;
  const stems = count.quadrats.reduce((sum, quadrat) => sum + quadrat.stems, 0);
  const sampled = count.quadrats.reduce((sum, quadrat) => sum + quadrat.areaM2, 0);
  return Math.round((stems / sampled) * count.areaM2);
}

/**
 * Days from eradication to the re-visit that proves the ground clean, by the stage the plant had reached.
 * Derived, unverified: a capsule can be lanced some ten days after petal fall (domain-facts §10), so from
 * flowering on the interval stays under ten days; seed left in the soil sprouts again within about a fortnight.
 */
export const revisitDays: Record<PlantStage, number> = {
  sowing: 14,
  emergence: 14,
  flowering: 7,
  fruiting: 7,
};

/** First day on which a clean re-visit counts. */
export function revisitDue(stage: PlantStage, eradicatedOn: Day): Day {
  return addDays(eradicatedOn, revisitDays[stage]);
}

/** What is known of a finding after its events so far; rebuildable from the sighting and its events. */
export interface FindingStatus extends FindingFacts {
  state: FindingState;
  species: Species | null;
  lookAlike: LookAlike | null;
  stage: PlantStage | null;
  /** Stems as first reported, as verified, and as pulled in all eradications together. */
  reportedStems: number | null;
  verifiedStems: number | null;
  eradicatedStems: number | null;
  cleanRevisits: number;
}

export function openFinding(sighting: SightingBody): FindingStatus {
  return {
    state: findingMachine.initial,
    species: null,
    lookAlike: null,
    stage: sighting.stage,
    reportedStems: sighting.count ? stemsOf(sighting.count) : null,
    verifiedStems: null,
    eradicatedStems: null,
    eradicatedOn: null,
    revisitDueOn: null,
    cleanRevisits: 0,
  };
}

/**
 * The finding after one event, or the problem `machine.refused`.
 * Plants grown again send it back to 已核实: they must be eradicated again.
 */
export function applyEvent(status: FindingStatus, event: FindingEvent): FindingStatus {
  const state = advance(findingMachine, status.state, event, status);
  switch (event.type) {
    case "verify":
      return {
        ...status,
        state,
        species: event.species,
        lookAlike: null,
        stage: event.stage,
        verifiedStems: stemsOf(event.count),
      };
    case "rule_out":
      return { ...status, state, lookAlike: event.lookAlike };
    case "eradicate":
      return {
        ...status,
        state,
        eradicatedStems: (status.eradicatedStems ?? 0) + stemsOf(event.count),
        eradicatedOn: event.day,
        revisitDueOn: revisitDue(status.stage ?? "flowering", event.day),
      };
    case "revisit":
      if (event.result === "regrown") {
        return {
          ...status,
          state: "verified",
          verifiedStems: event.count ? stemsOf(event.count) : null,
          revisitDueOn: null,
          cleanRevisits: 0,
        };
      }
      return { ...status, state, cleanRevisits: status.cleanRevisits + 1 };
    case "close":
      return { ...status, state };
    case "reopen":
      return { ...status, state, lookAlike: null, revisitDueOn: null, cleanRevisits: 0 };
  }
}
