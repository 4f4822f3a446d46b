import { describe, expect, it } from "vitest";
import { idSource } from "@lingzhu/domain/kernel";
import { Fact } from "@lingzhu/domain/sync";
import { countFrom, countWords, emptyCount } from "../finding/stem-count.ts";
import { fitInside } from "../../shared/photograph/index.ts";
import { factMaker } from "../store/fact-maker.ts";
import { marksAdvice } from "./plant-marks.ts";
import { emptySighting, gapOf, sightingParcels, type SightingDraft } from "./sighting.ts";

let fill = 0;
const newId = idSource(
  () => 1_790_000_000_000,
  (length) => new Uint8Array(length).fill(fill++),
);
const make = factMaker({ newId, deviceId: newId(), now: () => 1_790_000_000_000 });
const fix = { lon: 116.961, lat: 33.64, accuracy: 9, at: 1_790_000_000_000 };

describe("a sighting", () => {
  it("becomes one sighting and one photograph fact for each picture, all valid on the wire", () => {
    const place = { id: newId(), words: "河堤东坡菜地" };
    const draft: SightingDraft = {
      ...emptySighting,
      place,
      round: { id: newId(), kind: "cross_check" },
      fix,
      stage: "flowering",
      count: { ...emptyCount, stems: "23" },
      shots: (["whole", "leaf"] as const).map((view) => ({
        id: newId(),
        view,
        mime: "image/jpeg" as const,
        bytes: new ArrayBuffer(5),
        sha256: "b".repeat(64),
      })),
      told: ["secretary"],
      note: " 西墙根 ",
    };
    const parcels = sightingParcels(make, draft);
    const facts = parcels.map(({ fact }) => Fact.parse(fact));
    expect(facts.map(({ kind }) => kind)).toEqual(["sighting", "photograph", "photograph"]);
    expect(facts[0]).toMatchObject({
      placeId: place.id,
      position: { lon: 116.961, lat: 33.64, accuracy: 9 },
      body: { source: "cross_check", stage: "flowering", count: { stems: 23 }, note: "西墙根" },
    });
    expect(facts[1]).toMatchObject({ id: draft.shots[0]!.id, body: { ofFactId: facts[0]!.id, bytes: 5 } });
    expect(parcels[0]!.photograph).toBeUndefined();
    expect(parcels[1]!.photograph?.bytes.byteLength).toBe(5);
  });
  it("takes the marks that were looked at into its note, before what was typed", () => {
    const noteOf = (part: Partial<SightingDraft>) =>
      (sightingParcels(make, { ...emptySighting, fix, ...part })[0]!.fact.body as { note?: string }).note;
    expect(noteOf({ marks: { hair: "poppy", leaf: "poppy" }, note: "西墙根" })).toBe(
      "茎和叶光滑，有白粉；上部的叶抱着茎。西墙根",
    );
    expect(noteOf({ marks: {} })).toBeUndefined();
    expect(noteOf({ note: "长".repeat(1_000), marks: { fruit: "other" } })).toHaveLength(1_000);
  });
  it("never tells anybody not to report", () => {
    expect(marksAdvice({})).toBeNull();
    expect(marksAdvice({ hair: "poppy", leaf: "poppy", fruit: "poppy" })).toContain("守住现场");
    for (const seen of [{ hair: "other" }, { hair: "other", leaf: "poppy" }] as const)
      expect(marksAdvice(seen)).toMatch(/核实/);
  });
  it("needs to say where, by place or position; nothing else", () => {
    expect(gapOf(emptySighting)).toContain("在哪里");
    expect(gapOf({ ...emptySighting, fix })).toBeNull();
    expect(gapOf({ ...emptySighting, place: { id: "p", words: "砖厂" } })).toBeNull();
    const [parcel] = sightingParcels(make, { ...emptySighting, fix });
    expect(Fact.parse(parcel!.fact)).toMatchObject({
      placeId: null,
      body: { source: "patrol", count: null },
    });
  });
});

describe("a stem count", () => {
  it("is taken as typed, full-width digits too, and is not made up", () => {
    expect(countFrom({ ...emptyCount, stems: "２３" })).toEqual({ method: "counted", stems: 23 });
    for (const stems of ["", "二十", "2.5", "-1"]) expect(countFrom({ ...emptyCount, stems })).toBeNull();
  });
  it("by quadrats leaves out the empty ones and says what it comes to", () => {
    const count = countFrom({
      method: "sampled",
      stems: "",
      areaM2: "60",
      quadrats: [
        { areaM2: "1", stems: "6" },
        { areaM2: "1", stems: "8" },
        { areaM2: "1", stems: "" },
      ],
    });
    expect(count).toMatchObject({ quadrats: [{ stems: 6 }, { stems: 8 }] });
    expect(countWords(count!)).toBe("约 420 株（2 个样方 × 60 平方米）");
  });
  it("by quadrats is not complete with a quadrat half filled in", () => {
    const quadrats = [{ areaM2: "0", stems: "6" }];
    expect(countFrom({ method: "sampled", stems: "", areaM2: "60", quadrats })).toBeNull();
  });
});

it("scales photographs down, never up", () => {
  expect(fitInside(4000, 3000)).toEqual([1600, 1200]);
  expect(fitInside(900, 4000)).toEqual([360, 1600]);
  expect(fitInside(640, 480)).toEqual([640, 480]);
});
