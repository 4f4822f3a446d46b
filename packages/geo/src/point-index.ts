import { GeometryError } from "./geometry-error.ts";

/**
 * A static index of points in a plane: a k-d tree (Bentley 1975) without pointers, packed into two arrays. The
 * median of every range stands in its middle, x and y taking turns; ranges of `nodeSize` are left unsorted.
 */
export class PointIndex {
  /** Number of each point as given, in index order. */
  readonly ids: Uint32Array;
  /** x, y of each point, in index order. */
  readonly xy: Float64Array;
  readonly nodeSize: number;

  /** Takes x and y of equal length, in metres; throws on values that are not numbers. */
  constructor(x: ArrayLike<number>, y: ArrayLike<number>, nodeSize = 16) {
    if (x.length !== y.length)
      throw new GeometryError("bad-option", `${x.length} x values but ${y.length} y values.`);
    if (!(Number.isInteger(nodeSize) && nodeSize >= 2))
      throw new GeometryError("bad-option", `Node size ${nodeSize} is not a whole number from 2 up.`);
    this.nodeSize = nodeSize;
    this.ids = new Uint32Array(x.length);
    this.xy = new Float64Array(x.length * 2);
    for (let i = 0; i < x.length; i++) {
      if (!Number.isFinite(x[i]) || !Number.isFinite(y[i]))
        throw new GeometryError("not-finite", `Point ${i} is ${x[i]}, ${y[i]}, not two numbers.`);
      this.ids[i] = i;
      this.xy[2 * i] = x[i]!;
      this.xy[2 * i + 1] = y[i]!;
    }
    const todo = [0, x.length - 1, 0];
    while (todo.length > 0) {
      const axis = todo.pop()!;
      const right = todo.pop()!;
      const left = todo.pop()!;
      if (right - left <= nodeSize) continue;
      const middle = (left + right) >> 1;
      this.#select(middle, left, right, axis);
      todo.push(left, middle - 1, 1 - axis, middle + 1, right, 1 - axis);
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
    const { xy, nodeSize } = this;
    const todo = this.#stack;
    let top = 0;
    todo[top++] = 0;
    todo[top++] = this.length - 1;
    todo[top++] = 0;
    let found = 0;
    while (top > 0) {
      const axis = todo[--top]!;
      const right = todo[--top]!;
      const left = todo[--top]!;
      if (right - left <= nodeSize) {
        for (let p = left; p <= right; p++) {
          const x = xy[2 * p]!;
          const y = xy[2 * p + 1]!;
          if (x >= minX && x <= maxX && y >= minY && y <= maxY) out[found++] = p;
        }
        continue;
      }
      const p = (left + right) >> 1;
      const x = xy[2 * p]!;
      const y = xy[2 * p + 1]!;
      if (x >= minX && x <= maxX && y >= minY && y <= maxY) out[found++] = p;
      if (axis === 0 ? minX <= x : minY <= y) {
        todo[top++] = left;
        todo[top++] = p - 1;
        todo[top++] = 1 - axis;
      }
      if (axis === 0 ? maxX >= x : maxY >= y) {
        todo[top++] = p + 1;
        todo[top++] = right;
        todo[top++] = 1 - axis;
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
    const visit = (left: number, right: number, axis: number): void => {
      if (left > right) return;
      const leaf = right - left <= this.nodeSize;
      const middle = (left + right) >> 1;
      for (let p = leaf ? left : middle; p <= (leaf ? right : middle); p++) {
        const d = (this.xy[2 * p]! - x) ** 2 + (this.xy[2 * p + 1]! - y) ** 2;
        if (d < limit || (d === limit && (best < 0 || this.ids[p]! < this.ids[best]!))) {
          limit = d;
          best = p;
        }
      }
      if (leaf) return;
      const side = (axis === 0 ? x : y) - this.xy[2 * middle + axis]!;
      if (side <= 0) visit(left, middle - 1, 1 - axis);
      else visit(middle + 1, right, 1 - axis);
      if (side * side > limit) return;
      if (side <= 0) visit(middle + 1, right, 1 - axis);
      else visit(left, middle - 1, 1 - axis);
    };
    visit(0, this.length - 1, 0);
    return best < 0 ? null : { id: this.ids[best]!, metres: Math.sqrt(limit) };
  }

  readonly #stack = new Uint32Array(3 * 64);

  /** Hoare's selection: afterwards everything left of k is not greater, everything right of it not less. */
  #select(k: number, from: number, to: number, axis: number): void {
    const { xy } = this;
    let left = from;
    let right = to;
    while (left < right) {
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
      if (k <= j) right = j;
      else if (k >= i) left = i;
      else return;
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
