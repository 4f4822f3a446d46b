import fc from "fast-check";
import { expect, it } from "vitest";
import { addDays } from "../kernel/index.ts";
import { erasedFrom, lastDueDay, retentionDays, type RetentionSubject } from "./index.ts";

const subjects = Object.keys(retentionDays) as RetentionSubject[];

it("keeps a record for every one of its days and erases it on the next", () => {
  expect(erasedFrom("track", "2026-06-30")).toBe("2026-12-28");
  expect(lastDueDay("track", "2026-12-28")).toBe("2026-06-30");
  expect(lastDueDay("track", "2026-12-27")).toBe("2026-06-29");
});

it("names as due exactly the days whose erasure has come", () => {
  fc.assert(
    fc.property(fc.constantFrom(...subjects), fc.nat(2_000), fc.nat(2_000), (subject, ended, today) => {
      const [endedOn, on] = [addDays("2024-01-01", ended), addDays("2024-01-01", today)];
      expect(endedOn <= lastDueDay(subject, on)).toBe(erasedFrom(subject, endedOn) <= on);
    }),
  );
});
