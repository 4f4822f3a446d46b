import { GeometryError } from "./geometry-error.ts";

/** Strips per square root of the number of points: about four times as many points along a strip as strips. */
const STRIPS = 0.25;

/**
 * A static index of points in a plane, packed into arrays: strips from west to east that hold equally many points,
 * each sorted from south to north. A search is two bisections and one run of memory for every strip it meets, and
 * far-off outliers cost one strip nothing but its width.
 */
export class PointIndex {
  /** Number of each point as given, in index order. */
  readonly ids: Uint32Array;
  /** x, y of each point, in index order. */
  readonly xy: Float64Array;
  /** Index position at which strip s starts; one more entry than there are strips. */
  readonly #starts: Uint32Array;
  /** Least and greatest x of each strip. */
  readonly #west: Float64Array;
  readonly #east: Float64Array;

  /** Takes x and y of equal length, in metres; throws on values that are not numbers. */
  constructor(x: ArrayLike<number>, y: ArrayLike<number>) {
    if (x.length !== y.length)
      throw new GeometryError("bad-option", `${x.length} x values but ${y.length} y values.`);
    const count = x.length;
    this.ids = new Uint32Array(count);
    this.xy = new Float64Array(count * 2);
    for (let i = 0; i < count; i++) {
      if (!Number.isFinite(x[i]) || !Number.isFinite(y[i]))
        throw new GeometryError("not-finite", `Point ${i} is ${x[i]}, ${y[i]}, not two numbers.`);
      this.ids[i] = i;
      this.xy[2 * i] = x[i]!;
      this.xy[2 * i + 1] = y[i]!;
    }
    this.#sort(0, count - 1, 0);
    const strips = Math.ceil(STRIPS * Math.sqrt(count));
    this.#starts = Uint32Array.from({ length: strips + 1 }, (_, s) =>
      Math.round((s * count) / (strips || 1)),
    );
    this.#west = new Float64Array(strips);
    this.#east = new Float64Array(strips);
    for (let s = 0; s < strips; s++) {
      const from = this.#starts[s]!;
      const last = this.#starts[s + 1]! - 1;
      this.#west[s] = this.xy[2 * from]!;
      this.#east[s] = this.xy[2 * last]!;
      this.#sort(from, last, 1);
    }
  }

  get length(): number {
    return this.ids.length;
  }

  /**
   * Index positions (into `ids` and `xy`) of the points in a box, rim included, written to `out` from 0 on.
   * Returns how many there are; those that do not fit are counted but not written.
   */
  searchInto(minX: number, minY: number, maxX: number, maxY: number, out: Uint32Array): number {
    const { xy } = this;
    const west = this.#west;
    let found = 0;
    for (let s = this.#firstStrip(minX); s < west.length && west[s]! <= maxX; s++) {
      const end = this.#starts[s + 1]!;
      for (let p = this.#northOf(s, minY); p < end && xy[2 * p + 1]! <= maxY; p++) {
        const x = xy[2 * p]!;
        if (x >= minX && x <= maxX) out[found++] = p;
      }
    }
    return found;
  }

  /** Numbers (as given) of the points within `radius` of a position, in no particular order. */
  within(x: number, y: number, radius: number): number[] {
    const hits = new Uint32Array(this.length);
    const count = this.searchInto(x - radius, y - radius, x + radius, y + radius, hits);
    const ids: number[] = [];
    for (let h = 0; h < count; h++) {
      const p = hits[h]!;
      const dx = this.xy[2 * p]! - x;
      const dy = this.xy[2 * p + 1]! - y;
      if (dx * dx + dy * dy <= radius * radius) ids.push(this.ids[p]!);
    }
    return ids;
  }

  /** Number of the nearest point and its distance, or null when there is none within `radius`. */
  nearest(x: number, y: number, radius = Infinity): { id: number; metres: number } | null {
    let best = -1;
    let limit = radius * radius;
    const look = (p: number): void => {
      const d = (this.xy[2 * p]! - x) ** 2 + (this.xy[2 * p + 1]! - y) ** 2;
      if (d > limit || (d === limit && best >= 0 && this.ids[p]! > this.ids[best]!)) return;
      limit = d;
      best = p;
    };
    const lookAlong = (s: number): void => {
      const middle = this.#northOf(s, y);
      for (let p = middle; p < this.#starts[s + 1]! && (this.xy[2 * p + 1]! - y) ** 2 <= limit; p++) look(p);
      for (let p = middle - 1; p >= this.#starts[s]! && (y - this.xy[2 * p + 1]!) ** 2 <= limit; p--) look(p);
    };
    // Outward from the strip at x, eastward then westward; strips beyond what is known already are left.
    const middle = this.#firstStrip(x);
    const strips = this.#west.length;
    for (let s = middle; s < strips && Math.max(0, this.#west[s]! - x) ** 2 <= limit; s++) lookAlong(s);
    for (let s = middle - 1; s >= 0 && (x - this.#east[s]!) ** 2 <= limit; s--) lookAlong(s);
    return best < 0 ? null : { id: this.ids[best]!, metres: Math.sqrt(limit) };
  }

  /** The first strip that reaches as far east as x. */
  #firstStrip(x: number): number {
    let low = 0;
    let high = this.#east.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#east[middle]! < x) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The first index position of strip s that is not south of y. */
  #northOf(s: number, y: number): number {
    const { xy } = this;
    let low = this.#starts[s]!;
    let high = this.#starts[s + 1]!;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (xy[2 * middle + 1]! < y) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Quicksort of index positions left … right by x (axis 0) or y (axis 1), short ranges by insertion. */
  #sort(first: number, last: number, axis: number): void {
    const { xy } = this;
    const todo = [first, last];
    while (todo.length > 0) {
      const right = todo.pop()!;
      const left = todo.pop()!;
      if (right - left < 12) {
        for (let n = left + 1; n <= right; n++)
          for (let m = n; m > left && xy[2 * m - 2 + axis]! > xy[2 * m + axis]!; m--) this.#swap(m, m - 1);
        continue;
      }
      // Median of three, so that sorted input is not the worst case.
      const a = xy[2 * left + axis]!;
      const b = xy[2 * ((left + right) >> 1) + axis]!;
      const c = xy[2 * right + axis]!;
      const pivot = a < b ? (b < c ? b : Math.max(a, c)) : a < c ? a : Math.max(b, c);
      let i = left;
      let j = right;
      while (i <= j) {
        while (xy[2 * i + axis]! < pivot) i++;
        while (xy[2 * j + axis]! > pivot) j--;
        if (i <= j) this.#swap(i++, j--);
      }
      todo.push(left, j, i, right);
    }
  }

  #swap(i: number, j: number): void {
    const { ids, xy } = this;
    const id = ids[i]!;
    ids[i] = ids[j]!;
    ids[j] = id;
    for (let axis = 0; axis < 2; axis++) {
      const v = xy[2 * i + axis]!;
      xy[2 * i + axis] = xy[2 * j + axis]!;
      xy[2 * j + axis] = v;
    }
  }
}
