import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changeGroup, communityHeads } from "./index.ts";

const seat = (personId: string, role = "成员", post: string | null = null) => ({ personId, role, post });
const standing = (id: string, personId: string, validFrom = "2026-03-01") => ({
  ...seat(personId),
  id,
  validFrom,
});

describe("changeGroup", () => {
  it("keeps who stays, ends who left on the day before, adds who is new", () => {
    const change = changeGroup(
      [standing("1", "赵"), standing("2", "钱")],
      [seat("孙"), seat("钱")],
      "2026-04-10",
    );
    expect(change).toEqual({
      keep: [{ id: "2", ordinal: 1 }],
      end: [{ id: "1", personId: "赵", validTo: "2026-04-09" }],
      add: [{ ...seat("孙"), ordinal: 0 }],
    });
  });
  it("ends a seat that has not begun before its first day: it never held", () => {
    expect(changeGroup([standing("1", "赵", "2026-05-01")], [], "2026-04-10").end).toEqual([
      { id: "1", personId: "赵", validTo: "2026-04-30" },
    ]);
  });
  it("takes a new role or post for a new seat", () => {
    const change = changeGroup([standing("1", "赵")], [seat("赵", "副组长")], "2026-04-10");
    expect([change.keep, change.end.length, change.add.length]).toEqual([[], 1, 1]);
  });
  it("leaves exactly the wanted group, whatever stood before", () => {
    const people = fc.array(fc.constantFrom("赵", "钱", "孙", "李", "周"), { maxLength: 8 });
    fc.assert(
      fc.property(people, people, (before, wanted) => {
        const rows = [...new Set(before)].map((person, i) => standing(String(i), person));
        const change = changeGroup(
          rows,
          wanted.map((person) => seat(person)),
          "2026-04-10",
        );
        const ended = new Set(change.end.map(({ id }) => id));
        const after = [
          ...rows.filter(({ id }) => !ended.has(id)).map(({ personId }) => personId),
          ...change.add.map(({ personId }) => personId),
        ];
        expect(after.toSorted()).toEqual([...new Set(wanted)].toSorted());
        expect(change.keep.length + change.end.length).toBe(rows.length);
      }),
    );
  });
});

describe("communityHeads", () => {
  const communities = [
    { id: "a", name: "振兴社区" },
    { id: "b", name: "东振兴社区" },
    { id: "c", name: "王庄村" },
  ];
  const heads = (...posts: (string | null)[]) =>
    communityHeads(
      posts.map((post) => ({ post, organisation: null })),
      communities,
    );
  it("knows secretaries and directors by the community in their post", () => {
    expect(heads("综治中心主任", "振兴社区党总支书记", "王庄村村民委员会主任")).toEqual([
      { communityId: "a", member: 1 },
      { communityId: "c", member: 2 },
    ]);
  });
  it("prefers the longer name, and the secretary to the director", () => {
    expect(heads("东振兴社区居委会主任", "东振兴社区党委书记", "东振兴社区书记")).toEqual([
      { communityId: "b", member: 1 },
    ]);
  });
  it("passes over deputies, other posts and no post", () => {
    expect(heads("振兴社区副书记", "振兴社区副主任", "振兴社区民警", null)).toEqual([]);
  });
  it("reads the community from the organisation too", () => {
    expect(communityHeads([{ post: "党总支书记", organisation: "振兴社区" }], communities)).toEqual([
      { communityId: "a", member: 0 },
    ]);
  });
});
