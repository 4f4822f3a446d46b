/** What the phone is given: today's work and the places of a zone. */
import { z } from "zod";
import { placeStateNames } from "./state.ts";
import { plantStageNames } from "./schema.ts";
import { Outline } from "../place/schema.ts";

export const FieldDay = z.object({
  day: z.string(),
  zones: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      teamName: z.string(),
      round: z.object({
        id: z.uuid(),
        name: z.string(),
        stage: z.enum(plantStageNames),
        start: z.string(),
        end: z.string(),
        kind: z.enum(["patrol", "cross_check"]),
      }),
      total: z.number(),
      seen: z.number(),
    }),
  ),
  /** Findings within reach that await this worker: eradication or a re-visit. */
  revisits: z.array(
    z.object({
      findingId: z.uuid(),
      placeId: z.uuid().nullable().optional(),
      number: z.string(),
      placePath: z.string(),
      dueOn: z.string(),
      lon: z.number().nullable(),
      lat: z.number().nullable(),
    }),
  ),
});
export type FieldDay = z.infer<typeof FieldDay>;

export const FieldPlace = z.object({
  id: z.uuid(),
  kind: z.enum(["household", "plot"]),
  /** Door number or name of the plot. */
  name: z.string(),
  /** Building the door is in, or compound; groups the list. */
  groupId: z.uuid().nullable(),
  group: z.string(),
  unit: z.string().nullable(),
  floor: z.number().nullable(),
  lon: z.number().nullable(),
  lat: z.number().nullable(),
  isKey: z.boolean(),
  state: z.enum(placeStateNames),
  visits: z.number(),
  /** Outline of a plot, when it is known. */
  outline: Outline.optional(),
  /** What the patrol before found here, where the walker may know it. Never in a cross-check. */
  earlier: z.object({ state: z.enum(placeStateNames), day: z.string() }).optional(),
  /** Papers still to be served or signed here: 告知书, 承诺书. Never in a cross-check. */
  due: z.array(z.enum(["notice", "commitment"])).optional(),
  /** In an answer with changes only: the place that this one stands behind in walking order; null for the first. */
  after: z.uuid().nullable().optional(),
});
export type FieldPlace = z.infer<typeof FieldPlace>;

export const ZonePackage = z.object({
  zone: z.object({ id: z.uuid(), name: z.string() }),
  round: z.object({
    id: z.uuid(),
    name: z.string(),
    kind: z.enum(["patrol", "cross_check"]),
    stage: z.enum(plantStageNames),
    start: z.string(),
    end: z.string(),
  }),
  places: z.array(FieldPlace),
  /** Handed back as `?cursor=` to be told what changed since. The members below were not in the first protocol. */
  cursor: z.string().optional(),
  /** False: `places` are the changed ones only, see `mergePackage`. */
  whole: z.boolean().optional(),
  /** Places that are no longer in the zone. */
  removed: z.array(z.uuid()).optional(),
});
export type ZonePackage = z.infer<typeof ZonePackage>;
