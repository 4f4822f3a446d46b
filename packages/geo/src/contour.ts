/** A block of cells with one byte each, 1 inside; a rim of zeros of one cell all around is required. */
export interface Block {
  readonly width: number;
  readonly height: number;
  readonly cells: Uint8Array;
}

/** Closed rings in cell units, x and y alternating, last position not repeated; counter-clockwise around cells. */
export type ContourRing = Float64Array;

/**
 * Outlines of the set cells of a block, one ring for every outer edge (positive area) and every hole (negative).
 *
 * Each ring runs through the middles of the cell edges that part set from unset cells, so corners are cut by an
 * eighth of a cell and diagonal stairs become straight lines. Every such middle belongs to one ring only and
 * diagonal neighbours are kept apart: rings neither touch nor cross, and each is simple. Positions on a
 * straight line are left out. Time linear in the outline, plus one look at every cell.
 */
export function contours(block: Block): ContourRing[] {
  const { width, height, cells } = block;
  const visited = new Uint8Array(width * height);
  const rings: ContourRing[] = [];
  for (let j = 1; j < height; j++)
    for (let i = 0; i < width; i++) {
      const at = j * width + i;
      // A lower edge, run eastwards with the set cell on the left; every ring has one.
      if (cells[at] === 1 && cells[at - width] === 0 && visited[at] === 0)
        rings.push(trace(block, visited, i, j));
    }
  return rings;
}

/** Steps of a walker on cell corners: east, north, west, south. */
const DX = [1, 0, -1, 0] as const;
const DY = [0, 1, 0, -1] as const;

function trace(block: Block, visited: Uint8Array, startI: number, startJ: number): ContourRing {
  const { width, cells } = block;
  const set = (i: number, j: number): boolean => cells[j * width + i] === 1;
  const ring: number[] = [];
  let x = startI;
  let y = startJ;
  let way = 0;
  do {
    const dx = DX[way]!;
    const dy = DY[way]!;
    if (way === 0) visited[y * width + x] = 1;
    pushCorner(ring, x + dx / 2, y + dy / 2);
    x += dx;
    y += dy;
    // The two cells ahead of the corner reached, to the left and to the right of the way.
    const left =
      way === 0 ? set(x, y) : way === 1 ? set(x - 1, y) : way === 2 ? set(x - 1, y - 1) : set(x, y - 1);
    const right =
      way === 0 ? set(x, y - 1) : way === 1 ? set(x, y) : way === 2 ? set(x - 1, y) : set(x - 1, y - 1);
    // Left first: of four cells set diagonally the ring keeps to its own, and diagonal cells stay apart.
    if (!left) way = (way + 1) & 3;
    else if (right) way = (way + 3) & 3;
  } while (x !== startI || y !== startJ || way !== 0);
  return closed(ring);
}

/** Adds a position, replacing the last one when that lies on the way to it. */
function pushCorner(ring: number[], x: number, y: number): void {
  const n = ring.length;
  if (n >= 4) {
    const bx = ring[n - 2]!;
    const by = ring[n - 1]!;
    // Halves of integers: the product is exact.
    if ((bx - ring[n - 4]!) * (y - by) === (by - ring[n - 3]!) * (x - bx)) ring.length = n - 2;
  }
  ring.push(x, y);
}

/** Takes out positions on a straight line across the start. */
function closed(ring: number[]): ContourRing {
  let from = 0;
  let to = ring.length;
  const straight = (a: number, b: number, c: number): boolean =>
    (ring[b]! - ring[a]!) * (ring[c + 1]! - ring[b + 1]!) ===
    (ring[b + 1]! - ring[a + 1]!) * (ring[c]! - ring[b]!);
  if (to - from > 6 && straight(to - 4, to - 2, from)) to -= 2;
  if (to - from > 6 && straight(to - 2, from, from + 2)) from += 2;
  return Float64Array.from(ring.slice(from, to));
}

/** Signed area of a ring of a contour, in cells. */
export function contourArea(ring: ContourRing): number {
  let twice = 0;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2)
    twice += ring[j]! * ring[i + 1]! - ring[i]! * ring[j + 1]!;
  return twice / 2;
}
