import { describe, expect, it } from "vitest";
import type { OutboxEntry } from "../store/entry.ts";
import { gradeCounts, ownRecords, type OwnAnswers } from "./own-records.ts";

const entry = (
  id: string,
  kind: string,
  part: { corrects?: string; state?: OutboxEntry["state"]; at?: number } = {},
) =>
  ({
    id,
    personId: "me",
    state: part.state ?? "accepted",
    label: `标签 ${id}`,
    fact: { id, kind, recordedAt: part.at ?? 100, placeId: "p", corrects: part.corrects ?? null, body: {} },
  }) as unknown as OutboxEntry;
const answers: OwnAnswers = {
  presence: [
    { visitId: "a", placeId: "p", recordedAt: 100, grade: "A", reasons: [], approval: null },
    { visitId: "old", placeId: "q", recordedAt: 50, grade: "C", reasons: [], approval: null },
    { visitId: "foreign", placeId: "nowhere", recordedAt: 40, grade: "B", reasons: [], approval: null },
  ],
  conflicts: [
    {
      placeId: "p",
      placePath: "",
      community: "",
      day: "2026-03-18",
      reports: [{ factId: "a", kind: "visit", at: 100, by: "方一舟", words: "踏查，已查" }],
    },
  ],
};
const list = (entries: OutboxEntry[], given: OwnAnswers = answers) =>
  ownRecords(entries, "me", given, (id) => (id === "q" ? "汴河花园 1号楼 102" : null));

describe("one's own records", () => {
  it("carry grade and conflict, and older visits come from the server under their place's name", () => {
    expect(list([entry("a", "visit")])).toMatchObject([
      {
        id: "a",
        label: "标签 a",
        presence: { grade: "A" },
        conflict: { day: "2026-03-18" },
        retractable: { id: "a" },
      },
      { id: "old", label: "汴河花园 1号楼 102", presence: { grade: "C" }, retractable: null },
    ]);
  });
  it("say what was taken back or put right, and offer neither again", () => {
    const records = list([
      entry("a", "visit"),
      entry("x", "retraction", { corrects: "a" }),
      entry("b", "visit"),
      entry("c", "visit", { corrects: "b" }),
    ]);
    const of = (id: string) => records.find((record) => record.id === id)!;
    expect([of("a").gone, of("b").gone, of("c").gone]).toEqual(["retracted", "corrected", null]);
    expect([of("a").retractable, of("b").retractable]).toEqual([null, null]);
    expect(of("a").presence).toBeNull();
    expect(records.some(({ id }) => id === "x")).toBe(false);
  });
  it("leave out what the server refused, photographs and tracks; a finding cannot be taken back here", () => {
    const records = list(
      [
        entry("r", "visit", { state: "refused" }),
        entry("p", "photograph"),
        entry("t", "track"),
        entry("s", "sighting"),
      ],
      { presence: [], conflicts: [] },
    );
    expect(records.map(({ id, retractable }) => [id, retractable])).toEqual([["s", null]]);
  });
  it("are counted by grade, those taken back left out", () => {
    const records = list([entry("a", "visit"), entry("x", "retraction", { corrects: "a" })]);
    expect(gradeCounts(records)).toEqual({ A: 0, B: 0, C: 1, D: 0 });
  });
});
