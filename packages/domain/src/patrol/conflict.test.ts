import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contradicting, type Report } from "./index.ts";

const NINE = Date.parse("2026-03-10T01:00:00Z");
const report = (id: string, result: string, hour: number, authorId = id): Report => ({
  id,
  authorId,
  recordedAt: NINE + hour * 3_600_000,
  result,
  succeeded: result === "checked",
});
const found = (...reports: Report[]) => [...contradicting(reports)].sort();

describe("contradicting reports", () => {
  it("are a success and a later failure, by two people on one day", () => {
    expect(found(report("a", "checked", 0), report("b", "refused", 1))).toEqual(["a", "b"]);
    expect(found(report("b", "refused", 1), report("a", "checked", 0))).toEqual(["a", "b"]);
    expect(found(report("a", "checked", 0), report("b", "refused", 24))).toEqual([]);
    expect(found(report("a", "checked", 0, "zhao"), report("b", "refused", 1, "zhao"))).toEqual([]);
  });
  it("are not a failure and a later success, nor two who agree", () => {
    expect(found(report("a", "no_one_in", 0), report("b", "checked", 1))).toEqual([]);
    expect(found(report("a", "checked", 0), report("b", "checked", 1))).toEqual([]);
    expect(found(report("a", "no_one_in", 0), report("b", "refused", 1))).toEqual([]);
  });
  it("are two failures of which one could not even be reached", () => {
    expect(found(report("a", "unreachable", 0), report("b", "no_one_in", 1))).toEqual(["a", "b"]);
  });
  it("do not depend on the order of arrival", () => {
    const reports = fc.uniqueArray(
      fc
        .record({
          id: fc.nat(30),
          result: fc.constantFrom("checked", "refused", "unreachable", "no_one_in"),
          hour: fc.nat(30),
          by: fc.nat(2),
        })
        .map(({ id, result, hour, by }) => report(String(id), result, hour, String(by))),
      { selector: ({ id }) => id, maxLength: 8 },
    );
    fc.assert(
      fc.property(reports, (list) => {
        expect(found(...list.toReversed())).toEqual(found(...list));
        // Nobody contradicts alone.
        expect(found(...list).length).not.toBe(1);
      }),
    );
  });
});
