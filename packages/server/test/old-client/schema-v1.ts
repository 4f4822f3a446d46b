/**
 * How the first phone reads answers: its own schemas as they were, frozen. Whatever the server says later must still
 * pass through them, for phones in drawers are not updated.
 */
import { z } from "zod";

const Stage = z.enum(["sowing", "emergence", "flowering", "fruiting"]);
const Kind = z.enum(["patrol", "cross_check"]);
const Round = z.object({
  id: z.uuid(),
  name: z.string(),
  stage: Stage,
  start: z.string(),
  end: z.string(),
  kind: Kind,
});

const FieldDay = z.object({
  day: z.string(),
  zones: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      teamName: z.string(),
      round: Round,
      total: z.number(),
      seen: z.number(),
    }),
  ),
  revisits: z.array(
    z.object({
      findingId: z.uuid(),
      number: z.string(),
      placePath: z.string(),
      dueOn: z.string(),
      lon: z.number().nullable(),
      lat: z.number().nullable(),
    }),
  ),
});

const ZonePackage = z.object({
  zone: z.object({ id: z.uuid(), name: z.string() }),
  round: Round,
  places: z.array(
    z.object({
      id: z.uuid(),
      kind: z.enum(["household", "plot"]),
      name: z.string(),
      groupId: z.uuid().nullable(),
      group: z.string(),
      unit: z.string().nullable(),
      floor: z.number().nullable(),
      lon: z.number().nullable(),
      lat: z.number().nullable(),
      isKey: z.boolean(),
      state: z.enum(["unseen", "seen", "no_one_in", "refused", "unreachable"]),
      visits: z.number(),
    }),
  ),
});

const Problem = z.object({ code: z.string(), title: z.string(), detail: z.string() });
const SyncAnswer = z.object({
  receipts: z.array(
    z.object({
      id: z.string(),
      result: z.enum(["accepted", "known", "refused"]),
      problem: Problem.nullable(),
    }),
  ),
  serverTime: z.number(),
});
const Failure = Problem.extend({ status: z.number() });

/** The schema that the first phone reads an answer with. */
export function readerOf(url: string, status: number): z.ZodType {
  if (status >= 400) return Failure;
  if (url === "/api/field/today") return FieldDay;
  if (url.startsWith("/api/field/zones/")) return ZonePackage;
  if (url === "/api/sync") return SyncAnswer;
  return z.unknown();
}
