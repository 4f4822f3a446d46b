import { FLATTENING, RADIANS, SEMI_MAJOR } from "./ellipsoid.ts";

/**
 * Distance on the WGS 84 ellipsoid between two positions in degrees, in metres.
 *
 * Lambert's formula: the haversine angle of the reduced latitudes with the first-order flattening term
 * (Lambert 1942; also in Andoyer 1932). Within 2e-5 of the geodesic for any distance up to some thousand
 * kilometres, which at street scale is 2 cm per km; not for nearly antipodal points.
 */
export function distance(lonA: number, latA: number, lonB: number, latB: number): number {
  const betaA = Math.atan((1 - FLATTENING) * Math.tan(latA * RADIANS));
  const betaB = Math.atan((1 - FLATTENING) * Math.tan(latB * RADIANS));
  const sinQ = Math.sin((betaB - betaA) / 2);
  const sinL = Math.sin(((lonB - lonA) * RADIANS) / 2);
  const h = sinQ * sinQ + Math.cos(betaA) * Math.cos(betaB) * sinL * sinL;
  if (h === 0) return 0;
  const sigma = 2 * Math.asin(Math.min(1, Math.sqrt(h)));
  const sinSigma = Math.sin(sigma);
  const sinP = Math.sin((betaA + betaB) / 2);
  const cosP2 = 1 - sinP * sinP;
  const cosQ2 = 1 - sinQ * sinQ;
  const sinHalf2 = Math.min(1, h);
  // sigma - sin(sigma) loses its digits for short distances, where its own series is exact.
  const less = sigma < 0.01 ? sigma ** 3 / 6 : sigma - sinSigma;
  const x = (less * sinP * sinP * cosQ2) / (1 - sinHalf2 || 1);
  const y = ((sigma + sinSigma) * cosP2 * sinQ * sinQ) / sinHalf2;
  return SEMI_MAJOR * (sigma - (FLATTENING / 2) * (x + y));
}
