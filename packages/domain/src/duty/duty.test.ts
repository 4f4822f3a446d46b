import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, holdsOn, overlaps, Problem } from "../kernel/index.ts";
import {
  decideDuty,
  matchDutyColumns,
  nearestDuty,
  PersonFinder,
  PlaceFinder,
  requireDutyFits,
  requireEnd,
  responsibilityChain,
  type ChainDuty,
  type KnownPlace,
} from "./index.ts";

const START = "2026-03-01";
const span = (id: string, validFrom: string, validTo: string | null = null, personId = id) => ({
  id,
  personId,
  validFrom,
  validTo,
});

describe("decideDuty", () => {
  const next = { personId: "new", validFrom: "2026-04-10", validTo: null };
  it("ends who stands on the day before, and leaves what ended earlier", () => {
    expect(decideDuty([span("a", START), span("b", "2026-02-01", "2026-02-28")], next)).toEqual({
      is: "assigned",
      end: [{ id: "a", validTo: "2026-04-09" }],
    });
  });
  it("replaces one that begins the same day: it never held", () => {
    expect(decideDuty([span("a", "2026-04-10")], next)).toEqual({
      is: "assigned",
      end: [{ id: "a", validTo: "2026-04-09" }],
    });
  });
  it("refuses when a later duty stands in the way, unless the new one ends before it", () => {
    const later = span("a", "2026-05-01");
    expect(decideDuty([later], next)).toEqual({ is: "refused", reason: "从 2026-05-01 起已有另一份责任" });
    expect(decideDuty([later], { ...next, validTo: "2026-04-30" })).toEqual({ is: "assigned", end: [] });
  });
  it("does nothing when the person answers there already", () => {
    expect(decideDuty([span("a", START, null, "new")], next)).toEqual({ is: "held" });
    expect(decideDuty([span("a", START, "2026-04-20", "new")], next)).toMatchObject({ is: "assigned" });
  });
  it("keeps one answerable person for each day, whatever is asked for in whatever order", () => {
    const request = fc.record({
      personId: fc.constantFrom("赵", "钱", "孙"),
      from: fc.nat(60),
      length: fc.option(fc.nat(20)),
    });
    fc.assert(
      fc.property(fc.array(request, { maxLength: 12 }), (requests) => {
        const rows: ReturnType<typeof span>[] = [];
        requests.forEach(({ personId, from, length }, n) => {
          const validFrom = addDays(START, from);
          const validTo = length === null ? null : addDays(validFrom, length);
          const decision = decideDuty(rows, { personId, validFrom, validTo });
          if (decision.is !== "assigned") return;
          for (const end of decision.end) rows.find(({ id }) => id === end.id)!.validTo = end.validTo;
          rows.push(span(String(n), validFrom, validTo, personId));
        });
        for (let day = 0; day < 90; day++)
          expect(rows.filter((row) => holdsOn(row, addDays(START, day))).length).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe("overlaps", () => {
  it("is sharing a day", () => {
    const day = fc.nat(30);
    const spans = fc.record({ from: day, length: fc.integer({ min: -1, max: 10 }) });
    const of = ({ from, length }: { from: number; length: number }) => ({
      validFrom: addDays(START, from),
      validTo: addDays(START, from + length),
    });
    fc.assert(
      fc.property(spans, spans, (x, y) => {
        const [a, b] = [of(x), of(y)];
        const days = Array.from({ length: 45 }, (_, n) => addDays(START, n));
        expect(overlaps(a, b)).toBe(days.some((d) => holdsOn(a, d) && holdsOn(b, d)));
      }),
    );
  });
});

describe("requireEnd and requireDutyFits", () => {
  it("move an end forward only", () => {
    expect(() => requireEnd(span("a", START), "2026-03-05")).not.toThrow();
    expect(() => requireEnd(span("a", START, "2026-03-10"), "2026-03-05")).not.toThrow();
    expect(() => requireEnd(span("a", START, "2026-03-05"), "2026-03-10")).toThrow(/已于 2026-03-05/);
    expect(() => requireEnd(span("a", START), "2026-02-28")).toThrow(Problem);
  });
  it("give a first responsible person to communities only, and nobody the street", () => {
    expect(() => requireDutyFits("first_responsible", "community")).not.toThrow();
    expect(() => requireDutyFits("first_responsible", "compound")).toThrow(Problem);
    expect(() => requireDutyFits("contract_cadre", "household")).not.toThrow();
    expect(() => requireDutyFits("contract_cadre", "street")).toThrow(Problem);
  });
});

it("nearestDuty takes the nearest that holds", () => {
  const at = (placeId: string, validFrom: string) => ({ ...span(placeId, validFrom), placeId });
  const duties = [at("compound", START), at("building", "2026-04-01")];
  expect(nearestDuty(["door", "building", "compound"], duties, "2026-03-15")?.placeId).toBe("compound");
  expect(nearestDuty(["door", "building", "compound"], duties, "2026-04-01")?.placeId).toBe("building");
  expect(nearestDuty(["door"], duties, "2026-04-01")).toBeNull();
});

describe("responsibilityChain", () => {
  const leader = {
    title: "组长",
    kind: "leader" as const,
    person: { id: "l", name: "林某", post: null },
    placePath: "西关街道",
    validFrom: START,
    validTo: null,
  };
  const node = (kind: "household" | "building" | "compound" | "grid" | "community") => ({
    id: kind,
    kind,
    path: `${kind} path`,
  });
  const door = {
    kind: "household" as const,
    path: "household path",
    ancestry: [node("household"), node("building"), node("compound"), node("grid"), node("community")],
  };
  const duty = (kind: ChainDuty["kind"], placeId: string): ChainDuty => ({
    ...span(`${kind} ${placeId}`, START),
    kind,
    placeId,
    placePath: `${placeId} path`,
    person: { id: placeId, name: `人 ${placeId}`, post: null },
  });
  const shown = (duties: ChainDuty[], place: Parameters<typeof responsibilityChain>[0] = door) =>
    responsibilityChain(place, leader, duties, "2026-03-10").map((link) => [
      link.title,
      link.person?.name ?? null,
      link.placePath,
    ]);
  it("shows gaps as links without a person", () => {
    expect(shown([])).toEqual([
      ["组长", "林某", "西关街道"],
      ["第一责任人", null, "community path"],
      ["网格员", null, "grid path"],
      ["包保人", null, "household path"],
    ]);
  });
  it("takes the nearest 包保人 and names a unit where there is one", () => {
    const duties = [
      duty("contract_cadre", "compound"),
      duty("contract_cadre", "building"),
      duty("contract_unit", "community"),
      duty("grid_worker", "grid"),
      duty("first_responsible", "community"),
    ];
    expect(shown(duties).map(([title, name]) => [title, name])).toEqual([
      ["组长", "林某"],
      ["第一责任人", "人 community"],
      ["网格员", "人 grid"],
      ["包保单位", "人 community"],
      ["包保人", "人 building"],
    ]);
  });
  it("does not take a 包保人 of the whole community for one of the door", () => {
    expect(shown([duty("contract_cadre", "community")]).at(-1)).toEqual(["包保人", null, "household path"]);
  });
  it("of a community ends with its first responsible person", () => {
    const community = { kind: "community" as const, path: "community path", ancestry: [node("community")] };
    expect(shown([], community).map(([title]) => title)).toEqual(["组长", "第一责任人"]);
  });
});

describe("a duty sheet", () => {
  const place = (id: string, kind: KnownPlace["kind"], name: string, above: Partial<KnownPlace> = {}) => {
    const none = { community: null, compound: null, building: null, unit: null };
    const names = { ...none, ...above };
    const path = [names.community, names.compound, names.building, names.unit, name]
      .filter(Boolean)
      .join(" ");
    return { id, kind, name, path, ...names };
  };
  const a = { community: "振兴社区", compound: "汴河花园" };
  const finder = new PlaceFinder([
    place("zx", "community", "振兴社区"),
    place("bh", "compound", "汴河花园", { community: "振兴社区" }),
    place("b12", "building", "12号楼", a),
    place("u3", "unit", "3单元", { ...a, building: "12号楼" }),
    place("d502", "household", "502", { ...a, building: "12号楼", unit: "3单元" }),
    place("plot", "plot", "南侧荒地", a),
    place("other", "compound", "汴河花园", { community: "美庐社区" }),
    place("g1", "grid", "第一网格", { community: "振兴社区" }),
  ]);
  const people = new PersonFinder([
    { id: "p1", name: "王某", organisation: "振兴社区", phone: () => "138 0000 0001" },
    { id: "p2", name: "王某", organisation: "派出所", phone: () => "13800000002" },
    { id: "p3", name: "李  某", organisation: null, phone: () => null },
  ]);
  const find = (headers: string[], ...cells: string[]) =>
    finder.find(cells, matchDutyColumns([...headers, "包保人"])!);
  it("finds a place by its columns, its path or its address", () => {
    const columns = ["社区", "小区", "楼栋", "单元", "室号"];
    expect(find(columns, "振兴社区", "汴河花园", "12栋", "三单元", "502室")).toEqual({ id: "d502" });
    expect(find(columns, "振兴社区居委会", "汴河花园", "12#", "", "")).toEqual({ id: "b12" });
    expect(find(columns, "振兴社区", "", "", "", "")).toEqual({ id: "zx" });
    expect(find(["地点"], "振兴社区 汴河花园 12号楼")).toEqual({ id: "b12" });
    expect(find(["地点"], "西关街道振兴社区汴河花园12幢3单元502室")).toEqual({ id: "d502" });
    expect(find(["社区", "网格"], "振兴社区", "第一网格")).toEqual({ id: "g1" });
    expect(find(["社区", "小区", "地块名称"], "振兴社区", "汴河花园", "南侧荒地")).toEqual({ id: "plot" });
  });
  it("refuses what is ambiguous, unknown or missing, and never takes the compound for a door", () => {
    const reason = (headers: string[], ...cells: string[]) =>
      (find(headers, ...cells) as { reason: string }).reason;
    expect(reason(["小区"], "汴河花园")).toContain("有 2 处");
    expect(reason(["地点"], "汴河花园 99号楼")).toContain("台账里没有");
    expect(reason(["社区", "小区", "地点"], "振兴社区", "汴河花园", "靠河那户")).toContain("台账里没有");
    expect(reason(["地点"], "  ")).toBe("没有写明地点");
  });
  it("finds a person by name, and among namesakes by unit or telephone", () => {
    const columns = matchDutyColumns(["地点", "包保人", "联系电话", "单位"])!;
    const who = (...cells: string[]) => people.find(["", ...cells], columns);
    expect(who("李某")).toEqual({ id: "p3" });
    expect(who("王某", "", "派出所")).toEqual({ id: "p2" });
    expect(who("王某", "138-0000-0001")).toEqual({ id: "p1" });
    expect(who("王某")).toMatchObject({ reason: expect.stringContaining("有 2 位") });
    expect(who("王某", "", "司法所")).toMatchObject({ reason: expect.stringContaining("请核对") });
    expect(who("赵某")).toMatchObject({ column: "包保人", reason: expect.stringContaining("人员库里没有") });
    expect(who("")).toMatchObject({ reason: "没有写包保人" });
  });
  it("is none without a column of who answers", () => {
    expect(matchDutyColumns(["社区", "小区", "户主"])).toBeNull();
  });
});
