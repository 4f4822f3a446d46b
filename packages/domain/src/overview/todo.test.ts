import { describe, expect, it } from "vitest";
import { todoOf, type Situation } from "./index.ts";

const quiet: Situation = {
  day: "2026-04-20",
  campaign: { start: "2026-03-01", end: "2026-06-30" },
  households: 100,
  plots: 10,
  withoutFirstResponsible: [],
  uncovered: 0,
  additionsAwaiting: 0,
  unserved: 0,
  rounds: [
    {
      id: "r2",
      name: "第二轮",
      start: "2026-04-10",
      end: "2026-04-30",
      total: 110,
      unseen: 0,
      notSeen: 0,
      outsideZones: 0,
      doubts: 0,
    },
  ],
  findings: [],
  photographsAwaited: { count: 0, since: null },
};
const finding = {
  id: "f",
  number: "2026-001",
  state: "suspected" as const,
  openedOn: "2026-04-18",
  verifiedOn: null,
  revisitDueOn: null,
};

describe("what is due", () => {
  it("is nothing when all is done", () => expect(todoOf(quiet)).toEqual([]));
  it("starts with the plan and the ledger on an empty street", () => {
    const kinds = todoOf({ ...quiet, campaign: null, households: 0, plots: 0, rounds: [] }).map(
      (item) => item.kind,
    );
    expect(kinds).toEqual(["plan", "ledger"]);
  });
  it("counts days late from the day after a sighting, and from a re-visit's due day", () => {
    const items = todoOf({
      ...quiet,
      findings: [
        finding,
        { ...finding, id: "g", state: "eradicated", revisitDueOn: "2026-04-15" },
        { ...finding, id: "h", state: "closed" },
      ],
    });
    expect(items.map((item) => [item.kind, item.daysLate])).toEqual([
      ["revisit", 5],
      ["verify", 1],
    ]);
  });
  it("keeps a round's unseen places on the list after it has ended, late by the days since", () => {
    const ended = {
      ...quiet.rounds[0]!,
      id: "r1",
      name: "第一轮",
      start: "2026-03-01",
      end: "2026-03-31",
      notSeen: 26,
    };
    const [item] = todoOf({ ...quiet, rounds: [ended, quiet.rounds[0]!] });
    expect(item).toMatchObject({ kind: "unseen", daysLate: 20, count: 26, to: "/rounds/r1" });
  });
  it("asks after photographs that a phone has kept for more than a day", () => {
    const [item] = todoOf({ ...quiet, photographsAwaited: { count: 3, since: "2026-04-17" } });
    expect(item).toMatchObject({ kind: "photographs", count: 3, daysLate: 2, to: "/arrival" });
  });
  it("leads to what the field left to be settled: added places, doubtful visits, households without a notice", () => {
    const items = todoOf({
      ...quiet,
      additionsAwaiting: 3,
      unserved: 12,
      rounds: [{ ...quiet.rounds[0]!, doubts: 5 }],
    });
    expect(items.map(({ kind, to, count, daysLate }) => [kind, to, count, daysLate])).toEqual([
      ["additions", "/ledger/additions", 3, null],
      ["doubts", "/rounds/r2?tab=doubts", 5, null],
      ["notices", "/outreach", 12, -71],
    ]);
    expect(todoOf({ ...quiet, rounds: [], day: "2026-07-02", unserved: 12 })).toEqual([]);
  });
  it("asks for the next round while the campaign runs and none is left", () => {
    expect(todoOf({ ...quiet, rounds: [] }).map((item) => item.kind)).toEqual(["no-round"]);
    expect(todoOf({ ...quiet, rounds: [], day: "2026-07-02" })).toEqual([]);
  });
});
