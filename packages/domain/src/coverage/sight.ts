/** How near somebody must have been for ground or a door to count as seen. */
import type { PlotKind } from "../place/index.ts";

/** Distances that tracks are stamped with, metres: three of sight, and `NEAR_DOOR.own` for doors. */
export const withinClasses = [3, 5, 15, 20] as const;
export type Within = (typeof withinClasses)[number];
/** Distances of sight over ground. */
export type Sight = Exclude<Within, 20>;

/**
 * Metres from which a poppy among other plants can be told, by kind of plot: 15 over open ground, 5 where walls,
 * frames or rows stand in the way, 3 in dense cover; unknown ground is taken for dense.
 *
 * A default, unverified: no standard gives such distances. Blind markers measure detection by distance and are what
 * this table should be corrected by.
 */
export const sightMetres: Readonly<Record<PlotKind, Sight>> = {
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

/** Metres within which a track or the position of a visit counts as having been at a door. */
export const NEAR_DOOR = {
  /** The register knows where the door is. */
  own: 20,
  /** It only knows where the building is, whose far stairs are some 25 m from its middle. Unverified. */
  building: 45,
} as const;

/** A position reported worse than this proves no presence, metres; the same as for tracks. */
export const WORST_ACCURACY = 35;
