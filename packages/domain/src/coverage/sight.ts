/** How near somebody must have been for ground or a door to count as seen. */
import { z } from "zod";
import { plotKindNames, type PlotKind } from "../place/index.ts";

/**
 * Metres from which a poppy among other plants can be told, by kind of plot: 15 over open ground, 5 where walls,
 * frames or rows stand in the way, 3 in dense cover; unknown ground is taken for dense.
 *
 * Defaults, unverified: no standard gives such distances. Blind markers measure detection by distance and are what
 * a street should correct this table by.
 */
export const sightMetres: Readonly<Record<PlotKind, number>> = {
  "green-belt": 15,
  wasteland: 15,
  "river-bank": 15,
  field: 15,
  "vegetable-patch": 5,
  roof: 5,
  courtyard: 5,
  greenhouse: 5,
  other: 3,
};

/** 可视距离 as the office may set it: whole metres, so that ground is kept for few distances. */
export const SIGHT_RANGE = { from: 1, to: 60 } as const;
export const SightDistances = z.record(
  z.enum(plotKindNames),
  z
    .number()
    .int("请填整数米")
    .min(SIGHT_RANGE.from, "至少 1 米")
    .max(SIGHT_RANGE.to, "最多 60 米，再远看不清植株"),
);
export type SightDistances = z.infer<typeof SightDistances>;

/** The distances that differ from the defaults; what is kept of them. */
export const changedSights = (sights: SightDistances): Partial<SightDistances> =>
  Object.fromEntries(
    plotKindNames.filter((kind) => sights[kind] !== sightMetres[kind]).map((kind) => [kind, sights[kind]]),
  );
export const allSights = (changed: Partial<SightDistances>): SightDistances => ({
  ...sightMetres,
  ...changed,
});

/** What a tile of ground is of: within sight of a walk, near enough to a door, or in a drone's photograph. */
export const looks = ["sight", "door", "drone"] as const;
export type Look = (typeof looks)[number];

/** A look and its distance in metres, 0 for photographs: what ground is kept by. */
export interface LookClass {
  look: Look;
  withinM: number;
}

/** Metres within which a track or the position of a visit counts as having been at a door. */
export const NEAR_DOOR = {
  /** The register knows where the door is. */
  own: 20,
  /** It only knows where the building is, whose far stairs are some 25 m from its middle. Unverified. */
  building: 45,
} as const;

export const doorLook: LookClass = { look: "door", withinM: NEAR_DOOR.own };
export const droneLook: LookClass = { look: "drone", withinM: 0 };

/** What a walk is stamped with: each distance of sight once, and doors. */
export function walkLooks(sights: SightDistances): LookClass[] {
  const metres = [...new Set(Object.values(sights))].sort((a, b) => a - b);
  return [...metres.map((withinM): LookClass => ({ look: "sight", withinM })), doorLook];
}

/**
 * Whether a photograph from above shows the plants on a kind of plot: not through foil and panes, and unknown ground is
 * taken for covered. Unverified.
 */
export const seenFromAbove: Readonly<Record<PlotKind, boolean>> = {
  "green-belt": true,
  wasteland: true,
  "river-bank": true,
  field: true,
  "vegetable-patch": true,
  roof: true,
  courtyard: true,
  greenhouse: false,
  other: false,
};

/** A position reported worse than this proves no presence, metres; the same as for tracks. */
export const WORST_ACCURACY = 35;
