import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { placeKindNames } from "@lingzhu/domain/place";
import { filterOfSearch, placeQuery, searchOfFilter, type Inside } from "./ledger-filter.ts";

const id = "0196a1b2-0000-7000-8000-000000000001";
const building: Inside = {
  id,
  kind: "building",
  names: ["振兴社区", "汴河花园", "12号楼"],
  communityId: "0196a1b2-0000-7000-8000-000000000002",
};

describe("filter in the address", () => {
  it("reads back what it wrote", () => {
    const filter = fc.record({
      inside: fc.option(fc.uuid()),
      kind: fc.option(fc.constantFrom(...placeKindNames)),
      text: fc.string({ maxLength: 40 }).map((text) => text.trim()),
      onlyKey: fc.boolean(),
    });
    fc.assert(
      fc.property(filter, (wanted) => {
        const address = searchOfFilter(wanted).toString();
        expect(filterOfSearch(new URLSearchParams(address))).toEqual(wanted);
      }),
    );
  });
  it("leaves out what it does not understand", () => {
    const read = filterOfSearch(new URLSearchParams("in=nonsense&kind=castle&key=yes"));
    expect(read).toEqual({ inside: null, kind: null, text: "", onlyKey: false });
  });
});

describe("query", () => {
  const all = { inside: id, kind: null, text: "", onlyKey: false };
  it("shows what lies directly inside", () => {
    expect(placeQuery(all, building)).toEqual({ parentId: id });
    expect(placeQuery({ ...all, inside: null }, null)).toEqual({ kind: "community" });
  });
  it("searches below the place at any depth", () => {
    expect(placeQuery({ ...all, text: "502" }, building)).toEqual({
      kind: null,
      communityId: building.communityId,
      onlyKey: null,
      text: "汴河花园 12号楼 502",
    });
  });
});
