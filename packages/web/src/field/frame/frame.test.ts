import { describe, expect, it } from "vitest";
import { preferencesFrom } from "../me/preferences.ts";
import { distanceWords } from "../position/distance-words.ts";
import { pathOf, screenOf, type Screen } from "./navigation.ts";

describe("addresses", () => {
  const screens: Screen[] = [
    { name: "today" },
    { name: "me" },
    { name: "guide" },
    { name: "marker" },
    { name: "zone", zoneId: "z", placeId: null, corrects: null },
    { name: "zone", zoneId: "z", placeId: "p", corrects: "v" },
    { name: "found", placeId: "p", zoneId: "z" },
    { name: "found", placeId: null, zoneId: null },
    { name: "finding", findingId: "f" },
    { name: "scan" },
    { name: "code", placeId: "p" },
    { name: "tracks" },
    { name: "visits" },
    { name: "record", form: "notices", placeId: "p", zoneId: "z" },
    { name: "record", form: "publicity", placeId: null, zoneId: null },
    {
      name: "zone",
      zoneId: "z",
      placeId: "p",
      corrects: null,
      look: { view: "map", only: "no_one_in", typed: "汴河 12" },
    },
  ];
  it.each(screens.map((screen) => [pathOf(screen), screen] as const))("%s leads back", (path, screen) => {
    const [pathname = "", search = ""] = path.split("?");
    expect(screenOf(pathname, search)).toEqual(screen);
  });
  it("unknown ones lead to today", () => {
    expect(screenOf("/field")).toEqual({ name: "today" });
    for (const path of ["/field/nowhere/1", "/field/record/poem", "/field/q"])
      expect(screenOf(path)).toEqual({ name: "today" });
  });
});

it("preferences fall back one by one when what is stored is foreign", () => {
  expect(preferencesFrom('{"hand":"left","text":"huge"}')).toEqual({
    hand: "left",
    text: "normal",
    theme: "light",
    upload: "any",
  });
  for (const stored of [null, "", "not json", "null"])
    expect(preferencesFrom(stored)).toEqual({ hand: "right", text: "normal", theme: "light", upload: "any" });
});

it("speaks of distance no more exactly than a phone knows it", () => {
  expect([0.4, 8.3, 347, 1_240, 23_400].map(distanceWords)).toEqual([
    "1 米",
    "8 米",
    "350 米",
    "1.2 公里",
    "23 公里",
  ]);
});
