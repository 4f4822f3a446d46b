/**
 * WGS 84 (NIMA TR8350.2). CGCS2000 differs by 0.1 mm in the polar semi-axis; for everything done here
 * the two are one.
 */
export const SEMI_MAJOR = 6378137;
export const FLATTENING = 1 / 298.257223563;
export const ECCENTRICITY_2 = FLATTENING * (2 - FLATTENING);
export const SECOND_ECCENTRICITY_2 = ECCENTRICITY_2 / (1 - ECCENTRICITY_2);
export const RADIANS = Math.PI / 180;
