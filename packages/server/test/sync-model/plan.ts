/** What may happen between phones and server, drawn by fast-check: records, deliveries of every kind, and changes of rights. */
import fc from "fast-check";
import { outcomeNames } from "@lingzhu/domain/patrol";

/** A person of the plan by number: two workers of the north, one of the south, the office. */
export const PEOPLE = 4;
export const OFFICE = 3;

/** What a phone records; numbers choose among what there is. */
export type Draft = {
  kind: "visit" | "sighting" | "finding-event" | "photograph" | "track";
  place: number;
  minute: number;
  /** For visits: corrects an earlier record of this number, if there is one. */
  corrects: number | null;
  outcome: (typeof outcomeNames)[number];
  event: "verify" | "rule_out" | "close" | "reopen";
  /** Something is wrong with it: a round, a place that is not there, or a place nothing can be recorded on. */
  fault: "none" | "round" | "place" | "building";
};

export type Step =
  | { type: "record"; phone: number; draft: Draft }
  /** Sends some of what is unsent, in some order, perhaps with what was sent before, perhaps twice at the same time. */
  | {
      type: "send";
      phone: number;
      take: number;
      shuffle: number;
      again: number;
      twice: boolean;
      lost: boolean;
    }
  /** The same id with another content: a phone with a fault, or a forger. */
  | { type: "forge"; phone: number; of: number }
  | { type: "leave-zone"; person: number; daysAgo: number }
  | { type: "sign-out"; person: number }
  | { type: "sign-in"; person: number };

const draft: fc.Arbitrary<Draft> = fc.record({
  kind: fc.constantFrom(
    "visit",
    "visit",
    "visit",
    "visit",
    "sighting",
    "finding-event",
    "photograph",
    "track",
  ),
  place: fc.nat(9),
  minute: fc.integer({ min: 0, max: 5 * 24 * 60 }),
  corrects: fc.option(fc.nat(40), { freq: 3 }),
  outcome: fc.constantFrom(...outcomeNames),
  event: fc.constantFrom("verify", "rule_out", "close", "reopen"),
  fault: fc.oneof(
    { weight: 9, arbitrary: fc.constant("none" as const) },
    fc.constantFrom("round", "place", "building"),
  ),
});
const phone = fc.nat(PEOPLE - 1);
const send = fc.record({
  type: fc.constant("send" as const),
  phone,
  take: fc.integer({ min: 1, max: 12 }),
  shuffle: fc.nat(),
  again: fc.nat(4),
  twice: fc.boolean(),
  lost: fc.boolean(),
});

export const plan: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 10, arbitrary: fc.record({ type: fc.constant("record" as const), phone, draft }) },
    { weight: 5, arbitrary: send },
    { weight: 1, arbitrary: fc.record({ type: fc.constant("forge" as const), phone, of: fc.nat(40) }) },
    {
      weight: 1,
      arbitrary: fc.record({
        type: fc.constant("leave-zone" as const),
        person: fc.nat(OFFICE - 1),
        daysAgo: fc.nat(5),
      }),
    },
    { weight: 1, arbitrary: fc.record({ type: fc.constant("sign-out" as const), person: phone }) },
    { weight: 2, arbitrary: fc.record({ type: fc.constant("sign-in" as const), person: phone }) },
  ),
  { minLength: 10, maxLength: 60, size: "max" },
);

/** A permutation of a list by a number. */
export function shuffled<T>(list: readonly T[], by: number): T[] {
  const left = [...list];
  const out: T[] = [];
  for (let seed = by; left.length > 0; seed = (seed * 48_271 + 11) % 2_147_483_647)
    out.push(left.splice(seed % left.length, 1)[0]!);
  return out;
}
