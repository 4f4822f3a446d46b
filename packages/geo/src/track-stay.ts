import type { Paths } from "./paths.ts";

/** Collects pieces of positions into `Paths`. */
export class PathBuilder {
  readonly #x: number[] = [];
  readonly #y: number[] = [];
  readonly #time: number[] = [];
  readonly #starts: number[] = [0];

  put(x: number, y: number, time: number): void {
    this.#x.push(x);
    this.#y.push(y);
    this.#time.push(time);
  }

  endPiece(): void {
    if (this.#x.length > this.#starts.at(-1)!) this.#starts.push(this.#x.length);
  }

  /** A whole piece as it stands. */
  putPiece(x: Float64Array, y: Float64Array, time: Float64Array, piece: Uint32Array): void {
    for (const i of piece) this.put(x[i]!, y[i]!, time[i]!);
    this.endPiece();
  }

  finish(): Paths {
    return {
      x: Float64Array.from(this.#x),
      y: Float64Array.from(this.#y),
      time: Float64Array.from(this.#time),
      starts: Uint32Array.from(this.#starts),
    };
  }
}

/**
 * Puts a walked piece into `into`, each stand as its middle at its first and last time. A stand is a longest
 * run of fixes that stay within `stayMetres` of their running middle for `staySeconds`. Returns milliseconds
 * stood. Slow searching becomes a chain of stands, joined, that shows nearly the same ground.
 */
export function putWithoutJitter(
  x: Float64Array,
  y: Float64Array,
  time: Float64Array,
  piece: Uint32Array,
  limits: { readonly stayMetres: number; readonly staySeconds: number },
  into: PathBuilder,
): number {
  const near2 = limits.stayMetres ** 2;
  let stood = 0;
  for (let n = 0; n < piece.length;) {
    const first = piece[n]!;
    let middleX = x[first]!;
    let middleY = y[first]!;
    let end = n + 1;
    for (; end < piece.length; end++) {
      const dx = x[piece[end]!]! - middleX;
      const dy = y[piece[end]!]! - middleY;
      if (dx * dx + dy * dy > near2) break;
      middleX += dx / (end - n + 1);
      middleY += dy / (end - n + 1);
    }
    const last = piece[end - 1]!;
    const lasted = time[last]! - time[first]!;
    if (lasted >= limits.staySeconds * 1000) {
      into.put(middleX, middleY, time[first]!);
      into.put(middleX, middleY, time[last]!);
      stood += lasted;
      n = end;
    } else {
      into.put(x[first]!, y[first]!, time[first]!);
      n++;
    }
  }
  into.endPiece();
  return stood;
}
