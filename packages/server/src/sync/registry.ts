/** Every kind of fact and who takes it in: a new kind is one line here. */
import type { Fact, FactKind } from "@lingzhu/domain/sync";
import { takeFindingEvent, takeSighting } from "../finding/intake.ts";
import { takeMarker } from "../marker/intake.ts";
import { takeCommitment, takeNotice, takePublicity } from "../outreach/intake.ts";
import { takeTrack, takeTrackGap, takeVisit } from "../patrol/intake.ts";
import { takePhotograph } from "../photograph/intake.ts";
import { takePlaceAddition, takePlaceDecision } from "../place/addition-intake.ts";
import { takePresenceApproval } from "../presence/intake.ts";
import { takeSeedHandover } from "../seed/intake.ts";
import type { Intake, Intaker } from "./intake.ts";
import { takeRetraction } from "./retraction.ts";

/**
 * In the order in which the kinds of one batch are taken: places before what happened there, sightings before their
 * events and photographs, whatever takes back or approves after what it names.
 */
const registry: { [K in FactKind]: Intaker<K> } = {
  "place-addition": { take: takePlaceAddition, topic: "place" },
  visit: { take: takeVisit, topic: "visit" },
  notice: { take: takeNotice, topic: "outreach" },
  commitment: { take: takeCommitment, topic: "outreach" },
  publicity: { take: takePublicity, topic: "publicity" },
  "seed-handover": { take: takeSeedHandover, topic: "publicity" },
  sighting: { take: takeSighting },
  "finding-event": { take: takeFindingEvent },
  photograph: { take: takePhotograph },
  track: { take: takeTrack, topic: "track" },
  "track-gap": { take: takeTrackGap },
  marker: { take: takeMarker, topic: "marker" },
  retraction: { take: takeRetraction },
  "place-decision": { take: takePlaceDecision, topic: "place" },
  "presence-approval": { take: takePresenceApproval, topic: "visit" },
};

const order = new Map(Object.keys(registry).map((kind, i) => [kind, i]));

/** Negative when `a` is taken in before `b`: by kind, then by time of recording, then by id. */
export const takenBefore = (a: Fact, b: Fact): number =>
  order.get(a.kind)! - order.get(b.kind)! || a.recordedAt - b.recordedAt || (a.id < b.id ? -1 : 1);

/** Judges and applies one fact; returns the finding it belongs to, if any. */
export async function takeOne(intake: Intake, fact: Fact): Promise<string | null> {
  const { take, topic } = registry[fact.kind] as Intaker<FactKind>;
  const findingId = await take(intake, fact);
  if (topic) intake.tx.announce(topic);
  return findingId;
}
