import { z } from "zod";
import { plantStageNames } from "../patrol/schema.ts";
import { findingStateNames } from "./machine.ts";
import {
  FindingEvent,
  lookAlikes,
  sources,
  species,
  type FindingEventType,
  type LookAlike,
  type Source,
  type Species,
} from "./schema.ts";

const eventTypes = [
  "verify",
  "rule_out",
  "eradicate",
  "revisit",
  "close",
  "reopen",
] as const satisfies readonly FindingEventType[];

/** One line of the list of findings. */
export const FindingRow = z.object({
  id: z.uuid(),
  /** 发现编号, e.g. 2026-003 */
  number: z.string(),
  state: z.enum(findingStateNames),
  source: z.enum(Object.keys(sources) as [Source]),
  species: z.enum(Object.keys(species) as [Species]).nullable(),
  lookAlike: z.enum(Object.keys(lookAlikes) as [LookAlike]).nullable(),
  stage: z.enum(plantStageNames).nullable(),
  reportedStems: z.number().nullable(),
  verifiedStems: z.number().nullable(),
  eradicatedStems: z.number().nullable(),
  placeId: z.uuid().nullable(),
  placePath: z.string(),
  communityId: z.uuid().nullable(),
  communityName: z.string().nullable(),
  lon: z.number().nullable(),
  lat: z.number().nullable(),
  reportedBy: z.string(),
  openedAt: z.number(),
  eradicatedOn: z.string().nullable(),
  revisitDueOn: z.string().nullable(),
  cleanRevisits: z.number(),
  closedAt: z.number().nullable(),
});
export type FindingRow = z.infer<typeof FindingRow>;

export const PhotographView = z.object({
  factId: z.uuid(),
  sha256: z.string(),
  mime: z.string(),
  view: z.string(),
  takenAt: z.number(),
  /** False while the record is here and the picture still on the phone. */
  arrived: z.boolean(),
});
export type PhotographView = z.infer<typeof PhotographView>;

/** The whole record: the row, every recorded event, photographs, who was told, what may be done next. */
export const FindingView = FindingRow.extend({
  note: z.string().nullable(),
  events: z.array(
    z.object({ id: z.uuid(), at: z.number(), receivedAt: z.number(), by: z.string(), event: FindingEvent }),
  ),
  photographs: z.array(PhotographView.extend({ ofFactId: z.uuid() })),
  told: z.array(
    z.object({
      audience: z.string(),
      at: z.number(),
      seenAt: z.number().nullable(),
      seenBy: z.string().nullable(),
    }),
  ),
  /** Events that the machine and the viewer's rights both allow now. */
  may: z.array(z.enum(eventTypes)),
});
export type FindingView = z.infer<typeof FindingView>;
