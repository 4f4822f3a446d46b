import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FieldPlace, Outcome } from "@lingzhu/domain/patrol";
import type { OutboxEntry } from "../store/entry.ts";
import { facadeOf } from "./facade.ts";
import { lookFrom, putLook, usualLook, zoneViews, type ZoneLook } from "./look.ts";
import {
  counts,
  groupsFrom,
  groupsOf,
  matches,
  nearestFirst,
  papersDone,
  passes,
  placeFilters,
  type PlaceFilter,
  withLocalVisits,
  withPapersDone,
  type LocalVisit,
} from "./places.ts";
import { scaleLength } from "./zone-plan.tsx";

function place(part: Partial<FieldPlace>): FieldPlace {
  return {
    id: "p",
    kind: "household",
    name: "301",
    groupId: "b12",
    group: "汴河花园 12号楼",
    unit: "2单元",
    floor: 3,
    lon: null,
    lat: null,
    isKey: false,
    state: "unseen",
    visits: 0,
    ...part,
  };
}
const FETCHED = 1_000_000;
let n = 0;
function visit(part: {
  id?: string;
  placeId?: string;
  outcome: Outcome;
  at?: number;
  corrects?: string;
  acceptedAt?: number;
}): LocalVisit {
  return {
    fact: {
      id: part.id ?? `v${n++}`,
      kind: "visit",
      deviceId: "d",
      recordedAt: part.at ?? FETCHED + 10,
      placeId: part.placeId ?? "p",
      roundId: "r",
      position: null,
      corrects: part.corrects ?? null,
      body: { outcome: part.outcome },
    },
    acceptedAt: part.acceptedAt ?? null,
  };
}
const stateAfter = (state: FieldPlace["state"], visits: LocalVisit[]) =>
  withLocalVisits([place({ state })], visits, FETCHED)[0]!.state;

describe("own records laid over the server's list", () => {
  it("show at once what was recorded", () => {
    expect(stateAfter("unseen", [visit({ outcome: "no_one_in" })])).toBe("no_one_in");
    expect(
      withLocalVisits([place({ visits: 1 })], [visit({ outcome: "checked" })], FETCHED)[0],
    ).toMatchObject({
      state: "seen",
      visits: 2,
    });
  });
  it("do not unsee what somebody has seen", () => {
    expect(stateAfter("seen", [visit({ outcome: "no_one_in" })])).toBe("seen");
  });
  it("unsee it when the phone corrects its own record", () => {
    const wrong = visit({ id: "wrong", outcome: "checked", acceptedAt: FETCHED - 5 });
    expect(stateAfter("seen", [wrong, visit({ outcome: "refused", corrects: "wrong" })])).toBe("refused");
  });
  it("leave out a corrected visit, and count the correction as the same visit", () => {
    const wrong = visit({ id: "wrong", outcome: "checked" });
    const right = visit({ outcome: "unreachable", corrects: "wrong", at: FETCHED + 20 });
    expect(withLocalVisits([place({})], [wrong, right], FETCHED)[0]).toMatchObject({ state: "unreachable" });
  });
  it("give way to the server once it has counted them", () => {
    const counted = visit({ outcome: "no_one_in", acceptedAt: FETCHED - 1 });
    expect(stateAfter("refused", [counted])).toBe("refused");
  });
  it("forget a visit that was taken back", () => {
    const wrong = visit({ id: "wrong", outcome: "checked" });
    expect(withLocalVisits([place({})], [wrong], FETCHED, new Set(["wrong"]))[0]).toMatchObject({
      state: "unseen",
      visits: 0,
    });
  });
  it("touch no other place", () => {
    const others = [place({ id: "q" })];
    expect(withLocalVisits(others, [visit({ outcome: "checked" })], FETCHED)[0]).toBe(others[0]);
  });
});

describe("papers", () => {
  const paper = (kind: "notice" | "commitment", result: string, part: Partial<OutboxEntry> = {}) =>
    ({
      personId: "me",
      state: "waiting",
      ...part,
      fact: { id: `${kind}/${result}`, kind, placeId: "p", corrects: null, body: { result } },
    }) as OutboxEntry;
  const dueAfter = (entries: OutboxEntry[]) =>
    withPapersDone([place({ due: ["notice", "commitment"] })], papersDone(entries, "me"))[0]!.due;

  it("are due no more once served or signed here", () => {
    expect(dueAfter([paper("notice", "posted"), paper("commitment", "signed")])).toEqual([]);
    expect(dueAfter([paper("notice", "handed")])).toEqual(["commitment"]);
  });
  it("stay due after a refusal, another's record, one that was not taken, and one taken back", () => {
    const all = ["notice", "commitment"];
    expect(dueAfter([paper("notice", "refused"), paper("commitment", "refused")])).toEqual(all);
    expect(dueAfter([paper("notice", "handed", { personId: "you" })])).toEqual(all);
    expect(dueAfter([paper("notice", "handed", { state: "refused" })])).toEqual(all);
    const back = { ...paper("notice", "x"), fact: { kind: "retraction", corrects: "notice/handed" } };
    expect(dueAfter([paper("notice", "handed"), back as OutboxEntry])).toEqual(all);
  });
});

describe("finding a door", () => {
  it.each(["301", "３０１", "2单元301", "12号楼2单元301", "12-2-301", "2－301", "汴河花园12"])(
    "by %s",
    (typed) => {
      expect(matches(place({}), typed)).toBe(true);
    },
  );
  it.each(["bhhy", "hhy12", "bhhy12l2dy301", "12hl2dy", "BHHY 12"])("by its pinyin initials %s", (typed) => {
    expect(matches(place({}), typed)).toBe(true);
    expect(matches(place({ group: "环宇庄", unit: null }), typed)).toBe(false);
  });
  it("does not find another", () => {
    expect(matches(place({}), "302")).toBe(false);
    expect(matches(place({}), "2-2-301")).toBe(false);
  });
  it("keeps counts that agree with what the filters show", () => {
    const states = fc.constantFrom("unseen", "seen", "no_one_in", "refused", "unreachable");
    const revisits = new Set(["0", "2"]);
    fc.assert(
      fc.property(fc.array(fc.record({ state: states, isKey: fc.boolean() })), (parts) => {
        const places = parts.map((part, i) => place({ ...(part as Partial<FieldPlace>), id: String(i) }));
        for (const filter of Object.keys(placeFilters) as PlaceFilter[])
          expect(counts(places, revisits)[filter]).toBe(
            places.filter((one) => passes(one, filter, revisits)).length,
          );
      }),
    );
  });
});

describe("how a zone is looked at", () => {
  it("stands in the address and comes back from it", () => {
    const looks = fc.record<ZoneLook>({
      view: fc.constantFrom(...(Object.keys(zoneViews) as ZoneLook["view"][])),
      only: fc.constantFrom(...(Object.keys(placeFilters) as PlaceFilter[])),
      typed: fc.string(),
    });
    fc.assert(
      fc.property(looks, (look) => {
        const query = new URLSearchParams();
        putLook(query, look);
        expect(lookFrom(new URLSearchParams(query.toString())) ?? usualLook).toEqual(look);
      }),
    );
  });
  it("is the usual one for an address of an earlier or later version", () => {
    expect(lookFrom(new URLSearchParams("view=plan&only=again"))).toBeUndefined();
  });
});

describe("grouping and order", () => {
  it("orders buildings and doors as numbers, not as text", () => {
    const groups = groupsOf([
      place({ id: "1", groupId: "b10", group: "10号楼" }),
      place({ id: "2", groupId: "b9", group: "9号楼", name: "1001" }),
      place({ id: "3", groupId: "b9", group: "9号楼", name: "201" }),
      place({ id: "4", groupId: "b9", group: "9号楼", kind: "plot", name: "北侧绿地" }),
    ]);
    expect(groups.map(({ name, places }) => [name, places.map(({ id }) => id)])).toEqual([
      ["9号楼", ["3", "2"]],
      ["9号楼", ["4"]],
      ["10号楼", ["1"]],
    ]);
  });
  it("puts the nearest first and the unplaced last, losing none", () => {
    const near = place({ id: "near", lon: 116.961, lat: 33.64 });
    const far = place({ id: "far", lon: 116.97, lat: 33.64 });
    const nowhere = place({ id: "nowhere" });
    const rows = nearestFirst([nowhere, far, near], { lon: 116.96, lat: 33.64 });
    expect(rows.map(({ place: { id } }) => id)).toEqual(["near", "far", "nowhere"]);
    const groups = groupsFrom(
      groupsOf([
        place({ group: "远", groupId: "a", lon: 116.97, lat: 33.64 }),
        { ...near, group: "近", groupId: "b" },
      ]),
      {
        lon: 116.96,
        lat: 33.64,
      },
    );
    expect(groups.map(({ name }) => name)).toEqual(["近", "远"]);
    expect(rows[0]!.metres).toBeGreaterThan(90);
    expect(rows[0]!.metres).toBeLessThan(95);
  });
});

describe("façade", () => {
  const doors = [1, 2, 3].flatMap((floor) =>
    ["1单元", "2单元"].flatMap((unit) =>
      ["01", "02"].map((door) =>
        place({ id: `${unit}${floor}${door}`, unit, floor, name: `${floor}${door}` }),
      ),
    ),
  );
  const group = (places: FieldPlace[]) => groupsOf(places)[0]!;

  it("has the top floor first and every door once, holes kept as holes", () => {
    const facade = facadeOf(group(doors.filter(({ id }) => id !== "1单元202")));
    if (facade.form !== "building") throw new Error("expected a building");
    expect(facade.rows.map(({ floor }) => floor)).toEqual([3, 2, 1]);
    expect(facade.units).toEqual([
      { name: "1单元", columns: 2 },
      { name: "2单元", columns: 2 },
    ]);
    for (const { cells } of facade.rows) expect(cells.map((unit) => unit.length)).toEqual([2, 2]);
    const shown = facade.rows.flatMap(({ cells }) => cells.flat()).filter((door) => door !== null);
    expect(new Set(shown.map(({ id }) => id)).size).toBe(11);
  });
  it("puts doors whose floor is unknown below it", () => {
    const facade = facadeOf(group([...doors, place({ id: "loose", floor: null, name: "门面" })]));
    expect(facade).toMatchObject({ form: "building", loose: [{ id: "loose" }] });
  });
  it("is a lane for courtyards and plots", () => {
    expect(facadeOf(group([place({ floor: null }), place({ id: "q", floor: null })])).form).toBe("lane");
    expect(facadeOf(group([place({ kind: "plot", floor: null })])).form).toBe("lane");
    expect(facadeOf(group([place({ floor: 1 }), place({ id: "q", floor: 1 })])).form).toBe("lane");
  });
});

it("gives the plan a round scale", () => {
  expect([7, 34, 90, 260, 1_999].map(scaleLength)).toEqual([5, 20, 50, 200, 1_000]);
});
