import { z } from "zod";
import { Counts } from "../coverage/index.ts";
import { RoundView } from "../patrol/schema.ts";

/** What the todo list names; each kind leads to the page where it is done. */
export const todoKinds = [
  "plan",
  "ledger",
  "first-responsible",
  "duty-gap",
  "no-round",
  "round-zones",
  "verify",
  "eradicate",
  "revisit",
  "close",
  "unseen",
  "photographs",
  "additions",
  "doubts",
  "notices",
] as const;
export type TodoKind = (typeof todoKinds)[number];

/** 总览: are we on time, what is not seen, what is open; as of a day. */
export const Overview = z.object({
  asOf: z.number(),
  day: z.string(),
  campaign: z
    .object({
      id: z.uuid(),
      title: z.string(),
      start: z.string(),
      end: z.string(),
      phases: z.array(z.object({ id: z.uuid(), name: z.string(), start: z.string(), end: z.string() })),
    })
    .nullable(),
  rounds: z.array(RoundView.omit({ zones: true }).extend({ households: Counts, plots: Counts })),
  /** Round running on the day, else the last begun, else null. */
  currentRoundId: z.uuid().nullable(),
  communities: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      households: Counts,
      plots: Counts,
      openFindings: z.number(),
      uncovered: z.number(),
      visitsLast7Days: z.array(z.object({ day: z.string(), visits: z.number() })),
    }),
  ),
  findings: z.object({
    total: z.number(),
    open: z.number(),
    suspected: z.number(),
    awaitingEradication: z.number(),
    revisitDue: z.number(),
    revisitLate: z.number(),
    settled: z.number(),
  }),
  /** Each finding as a small flower on its day of the ribbon. */
  findingDays: z.array(z.object({ id: z.uuid(), number: z.string(), day: z.string(), open: z.boolean() })),
  dutyGaps: z.object({ uncovered: z.number(), total: z.number() }),
  /** 我今天要办的: each line one click from done. */
  todo: z.array(
    z.object({
      kind: z.enum(todoKinds),
      text: z.string(),
      /** Whole days late; 0 due today; negative not yet due. */
      daysLate: z.number().nullable(),
      count: z.number().nullable(),
      /** Path within the console. */
      to: z.string(),
    }),
  ),
});
export type Overview = z.infer<typeof Overview>;
