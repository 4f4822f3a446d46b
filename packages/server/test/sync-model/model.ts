/**
 * The reference model of the sync protocol: what a server must answer and keep, written without a database. It knows
 * who reached which place on which day, remembers facts by id, and derives states by the rules of the domain alone.
 */
import { dayOf } from "@lingzhu/domain/kernel";
import {
  applyEvent,
  openFinding,
  type FindingEvent,
  type FindingStatus,
  type SightingBody,
} from "@lingzhu/domain/finding";
import { stateFromVisits, type Outcome, type RoundPlaceState } from "@lingzhu/domain/patrol";

/** A fact as the model looks at it; kinds read their own body. */
export interface ModelFact {
  id: string;
  kind: string;
  deviceId: string;
  recordedAt: number;
  placeId: string | null;
  roundId: string | null;
  corrects: string | null;
  body: unknown;
}
export interface Kept extends ModelFact {
  authorId: string;
}

export interface ModelPerson {
  personId: string;
  /** Office and police record everywhere. */
  everywhere: boolean;
  office: boolean;
  /** Whether the session is alive. */
  signedIn: boolean;
  /** Places that the person's zones hold, with the days on which they were theirs (null: still are). */
  reaches: { placeId: string; from: string; to: string | null }[];
}

export interface ModelWorld {
  kept: Map<string, Kept>;
  findings: Map<string, FindingStatus>;
  /** Ids of households and plots, and of places that nothing can be recorded on. */
  places: { recordable: ReadonlySet<string>; others: ReadonlySet<string> };
  rounds: ReadonlySet<string>;
}

/** What one kind does: judges a fact that is not known yet, and says what else follows. A code refuses. */
export interface KindModel {
  /** Kinds are taken in this order within a batch. */
  order: number;
  judge(world: ModelWorld, by: ModelPerson, fact: ModelFact): string | null;
  /** What changes besides that the fact is kept. */
  apply?(world: ModelWorld, by: ModelPerson, fact: ModelFact): void;
}

export const reaches = (by: ModelPerson, placeId: string, at: number): boolean =>
  by.everywhere ||
  by.reaches.some(
    (reach) =>
      reach.placeId === placeId && reach.from <= dayOf(at) && (reach.to === null || dayOf(at) <= reach.to),
  );

const canRecord = (by: ModelPerson): boolean => by.everywhere || by.reaches.length >= 0;

/** Kinds of fact; one that is added to the protocol is added here and drawn in `plan.ts`. */
export const kinds: Record<string, KindModel> = {
  visit: {
    order: 0,
    judge(world, by, fact) {
      const { placeId, roundId, corrects } = fact;
      if (!placeId) return "record.missing";
      // Its addition may still be on its way: the phone tries again.
      if (!world.places.recordable.has(placeId) && !world.places.others.has(placeId)) return "place.awaited";
      if (!reaches(by, placeId, fact.recordedAt)) return "access.denied";
      if (!world.places.recordable.has(placeId)) return "input.invalid";
      if (roundId && !world.rounds.has(roundId)) return "record.missing";
      const target = corrects ? world.kept.get(corrects) : undefined;
      if (!target) return null;
      if (target.authorId !== by.personId && !by.office) return "access.denied";
      const same = target.kind === "visit" && target.placeId === placeId && target.roundId === roundId;
      return same ? null : "input.invalid";
    },
  },
  sighting: {
    order: 1,
    judge: (world, by, fact) => {
      if (fact.corrects) return "input.invalid";
      const known =
        !fact.placeId || world.places.recordable.has(fact.placeId) || world.places.others.has(fact.placeId);
      return known ? null : "place.awaited";
    },
    apply: (world, _by, fact) => void world.findings.set(fact.id, openFinding(fact.body as SightingBody)),
  },
  "finding-event": {
    order: 2,
    judge(world, by, fact) {
      const { findingId, event } = fact.body as { findingId: string; event: FindingEvent };
      const status = world.findings.get(findingId);
      if (!status) return "record.missing";
      // The plan lets only those verify who may do so everywhere.
      if (!by.everywhere) return "access.denied";
      try {
        applyEvent(status, event);
        return null;
      } catch (error) {
        return (error as { code: string }).code;
      }
    },
    apply(world, _by, fact) {
      const { findingId, event } = fact.body as { findingId: string; event: FindingEvent };
      world.findings.set(findingId, applyEvent(world.findings.get(findingId)!, event));
    },
  },
  photograph: { order: 3, judge: (_world, by) => (canRecord(by) ? null : "access.denied") },
  track: {
    order: 4,
    judge: (world, _by, fact) => (fact.roundId && world.rounds.has(fact.roundId) ? null : "record.missing"),
  },
};

export interface ModelReceipt {
  id: string;
  result: "accepted" | "known" | "refused";
  code: string | null;
}

/** What must be answered to a batch; the world is changed as the server must change it. Null: nobody is signed in. */
export function takeBatch(
  world: ModelWorld,
  by: ModelPerson,
  facts: readonly ModelFact[],
): Map<string, ModelReceipt> | null {
  if (!by.signedIn) return null;
  const receipts = new Map<string, ModelReceipt>();
  const first = new Map<string, ModelFact>();
  for (const fact of facts) if (!first.has(fact.id)) first.set(fact.id, fact);
  const inOrder = [...first.values()].sort(
    (a, b) =>
      kinds[a.kind]!.order - kinds[b.kind]!.order || a.recordedAt - b.recordedAt || (a.id < b.id ? -1 : 1),
  );
  // A fact may name one that was taken before it, in this batch too.
  for (const fact of inOrder) {
    const before = world.kept.get(fact.id);
    if (before) {
      const same = JSON.stringify({ ...before, authorId: 0 }) === JSON.stringify({ ...fact, authorId: 0 });
      receipts.set(fact.id, same ? said(fact, "known") : said(fact, "refused", "fact.conflict"));
      continue;
    }
    const code = kinds[fact.kind]!.judge(world, by, fact);
    receipts.set(fact.id, code ? said(fact, "refused", code) : said(fact, "accepted"));
    if (code) continue;
    kinds[fact.kind]!.apply?.(world, by, fact);
    world.kept.set(fact.id, { ...fact, authorId: by.personId });
  }
  return receipts;
}

const said = (
  { id }: ModelFact,
  result: ModelReceipt["result"],
  code: string | null = null,
): ModelReceipt => ({
  id,
  result,
  code,
});

/** The state of every place in a round, from the visits that stand. */
export function statesOf(world: ModelWorld, roundId: string): Map<string, RoundPlaceState> {
  const corrected = new Set([...world.kept.values()].flatMap(({ corrects }) => corrects ?? []));
  const states = new Map<string, RoundPlaceState>();
  for (const placeId of world.places.recordable) {
    const visits = [...world.kept.values()].filter(
      (fact) =>
        fact.kind === "visit" &&
        fact.placeId === placeId &&
        fact.roundId === roundId &&
        !corrected.has(fact.id),
    );
    states.set(
      placeId,
      stateFromVisits(
        visits.map(({ id, recordedAt, body }) => ({
          id,
          recordedAt,
          outcome: (body as { outcome: Outcome }).outcome,
        })),
      ),
    );
  }
  return states;
}
