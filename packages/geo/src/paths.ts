/**
 * Walked lines in the metres of a plane. Piece k holds the positions from `starts[k]` up to, not including,
 * `starts[k + 1]`; nothing is known of the ground between two pieces. A piece of one position is a stand.
 */
export interface Paths {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Milliseconds since 1970 UTC; NaN when unknown. */
  readonly time: Float64Array;
  /** One more entry than there are pieces. */
  readonly starts: Uint32Array;
}

/** One piece from plain numbers; for drawn routes and for trying things out. */
export function pathOf(positions: readonly (readonly [number, number])[]): Paths {
  return {
    x: Float64Array.from(positions, (p) => p[0]),
    y: Float64Array.from(positions, (p) => p[1]),
    time: new Float64Array(positions.length).fill(Number.NaN),
    starts: positions.length === 0 ? Uint32Array.of(0) : Uint32Array.of(0, positions.length),
  };
}

/** Total length of the pieces in metres. */
export function pathMetres(paths: Paths): number {
  let sum = 0;
  for (let k = 0; k + 1 < paths.starts.length; k++)
    for (let i = paths.starts[k]! + 1; i < paths.starts[k + 1]!; i++)
      sum += Math.hypot(paths.x[i]! - paths.x[i - 1]!, paths.y[i]! - paths.y[i - 1]!);
  return sum;
}
