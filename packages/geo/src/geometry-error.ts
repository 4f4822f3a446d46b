/** Why a geometry was refused; stable codes, so that a caller can put them into its own language. */
export type GeometryFault =
  | "not-finite"
  | "out-of-range"
  | "antimeridian"
  | "too-few-points"
  | "not-closed"
  | "zero-area"
  | "self-intersection"
  | "ring-crossing"
  | "hole-outside"
  | "nested-hole"
  | "overlapping-parts"
  | "too-far"
  | "empty"
  | "bad-option"
  | "bad-bytes"
  | "grid-mismatch";

/**
 * Thrown by everything in this library that refuses its input. `fault` is the reason as a code, the message
 * carries the offending values, `at` the place (longitude and latitude, or x and y) when there is one.
 */
export class GeometryError extends Error {
  override readonly name = "GeometryError";
  readonly fault: GeometryFault;
  readonly at: readonly [number, number] | null;
  constructor(fault: GeometryFault, message: string, at: readonly [number, number] | null = null) {
    super(message);
    this.fault = fault;
    this.at = at;
  }
}
