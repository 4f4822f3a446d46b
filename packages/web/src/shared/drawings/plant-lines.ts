/** Path data for leaves, hairs and petals of the plant drawings. Pure; lengths in drawing units, angles in degrees. */

export type Point = readonly [number, number];

const turn = (degrees: number): [number, number] => {
  const radians = (degrees * Math.PI) / 180;
  return [Math.cos(radians), Math.sin(radians)];
};
const r = (n: number) => Math.round(n * 10) / 10;
const pathOf = (points: readonly Point[], closed: boolean) =>
  `M${points.map(([x, y]) => `${r(x)} ${r(y)}`).join("L")}${closed ? "Z" : ""}`;

/** A closed outline that bends through the middle of each side: waves instead of corners. */
function smooth(points: readonly Point[]): string {
  const middle = (i: number): Point => {
    const [ax, ay] = points[i % points.length]!;
    const [bx, by] = points[(i + 1) % points.length]!;
    return [(ax + bx) / 2, (ay + by) / 2];
  };
  const pair = ([x, y]: Point) => `${r(x)} ${r(y)}`;
  return `M${pair(middle(0))}${points
    .map((_, i) => `Q${pair(points[(i + 1) % points.length]!)} ${pair(middle(i + 1))}`)
    .join("")}Z`;
}

/** A point of a leaf: `along` the axis and `aside` from it, both in drawing units, drooping with its length. */
function place(leaf: LeafShape, along: number, aside: number): Point {
  const [c, s] = turn(leaf.angle);
  const [x, y] = leaf.at;
  const droop = (leaf.droop ?? 0) * (along / leaf.length) ** 2;
  return [x + c * along - s * aside, y + s * along + c * aside + droop];
}

export interface LeafShape {
  at: Point;
  /** Direction of the axis: 0 to the right, -90 up. */
  angle: number;
  length: number;
  /** Half of the greatest width. */
  width: number;
  /** How far the tip hangs. */
  droop?: number;
}

/**
 * A leaf with a wavy, toothed margin whose heart-shaped base reaches round the stem (罂粟, upper leaves 抱茎).
 * `teeth` on each side.
 */
export function claspingLeaf(leaf: LeafShape, teeth = 6): string {
  const side = (sign: 1 | -1): Point[] => {
    const points: Point[] = [
      // The sinus where the stem passes, then the auricle that reaches behind it.
      place(leaf, leaf.width * 0.1, sign * 0.6),
      place(leaf, -leaf.width * 0.5, sign * leaf.width * 0.28),
      place(leaf, -leaf.width * 0.6, sign * leaf.width * 0.75),
    ];
    const steps = teeth * 2;
    for (let i = 1; i < steps; i++) {
      const t = i / steps;
      const body = Math.sin(Math.PI * (0.2 + 0.8 * t)) ** 0.7;
      const tooth = i % 2 === 1 ? 1.3 : 0.8;
      points.push(place(leaf, t * leaf.length, sign * leaf.width * body * tooth));
    }
    const tip = place(leaf, leaf.length * 1.02, 0);
    return [...points, tip, tip];
  };
  return smooth([...side(1), ...side(-1).reverse()]);
}

/** The side of a clasping leaf that catches the light: half of it, up to the midrib. */
export function leafLight(leaf: LeafShape, teeth = 6): string {
  const points: Point[] = [place(leaf, 0, 0)];
  const steps = teeth * 2;
  for (let i = 1; i < steps; i++) {
    const t = i / steps;
    const body = Math.sin(Math.PI * (0.2 + 0.8 * t)) ** 0.7;
    points.push(place(leaf, t * leaf.length, -leaf.width * body * 0.74));
  }
  return pathOf([...points, place(leaf, leaf.length * 0.98, 0)], true);
}

/** The midrib, and side veins in pairs. */
export function veins(leaf: LeafShape, pairs: number): string {
  const rib = pathOf(
    [place(leaf, 0, 0), place(leaf, leaf.length * 0.5, 0), place(leaf, leaf.length * 0.92, 0)],
    false,
  );
  let side = "";
  for (let i = 1; i <= pairs; i++) {
    const along = (leaf.length * i) / (pairs + 1.4);
    const reach = leaf.width * 0.62 * Math.sin(Math.PI * (0.2 + (0.75 * i) / (pairs + 1)));
    for (const sign of [1, -1])
      side += pathOf([place(leaf, along, 0), place(leaf, along + leaf.length * 0.09, sign * reach)], false);
  }
  return rib + side;
}

/**
 * A feather-cut leaf: pointed lobes in pairs along a narrow axis, leaning forward, with `teeth` on the near side of each;
 * more teeth make a leaf that is cut twice.
 */
export function featherLeaf(leaf: LeafShape, pairs: number, teeth = 1): string {
  const side = (sign: 1 | -1): Point[] => {
    const points: Point[] = [place(leaf, 0, sign * 0.8)];
    const step = 0.72 / pairs;
    for (let i = 0; i < pairs; i++) {
      const from = 0.12 + step * i;
      const reach = leaf.width * Math.sin(Math.PI * (0.34 + 0.46 * (i / pairs)));
      const at = (along: number, out: number) => place(leaf, leaf.length * along, sign * out);
      /** Along the near edge of the lobe from its foot to its tip. */
      const near = (share: number) => from + step * (0.06 + 0.9 * share);
      points.push(at(from, 1.6));
      for (let tooth = 1; tooth <= teeth; tooth++) {
        const share = tooth / (teeth + 1);
        const corner = at(near(share) - step * 0.2, reach * (share + 0.22));
        points.push(corner, corner, at(near(share) + step * 0.06, reach * (share + 0.06)));
      }
      const tip = at(near(1), reach);
      points.push(
        tip,
        tip,
        at(from + step * 0.84, reach * 0.45),
        at(from + step * 0.6, 1.8),
        at(from + step * 0.9, 1.6),
      );
    }
    const shoulder = place(leaf, leaf.length * 0.9, sign * leaf.width * 0.24);
    return [...points, shoulder];
  };
  const tip = place(leaf, leaf.length, 0);
  return smooth([...side(1), tip, tip, ...side(-1).reverse()]);
}

/** A leaf cut into threads (花菱草): lines only, forked twice. */
export function threadLeaf(leaf: LeafShape, pairs: number): string {
  let path = pathOf([place(leaf, 0, 0), place(leaf, leaf.length, 0)], false);
  for (let i = 0; i < pairs; i++) {
    const along = leaf.length * (0.3 + (0.6 * i) / pairs);
    const reach = leaf.width * (1 - i / (pairs + 1));
    for (const sign of [1, -1]) {
      const fork = place(leaf, along + leaf.length * 0.1, sign * reach * 0.55);
      path += pathOf(
        [place(leaf, along, 0), fork, place(leaf, along + leaf.length * 0.17, sign * reach)],
        false,
      );
      path += pathOf([fork, place(leaf, along + leaf.length * 0.24, sign * reach * 0.6)], false);
    }
  }
  return path;
}

/** Bristles standing off both sides of a line of points. */
export function bristles(line: readonly Point[], spacing = 4, length = 3.4): string {
  let path = "";
  let sign = 1;
  for (let i = 1; i < line.length; i++) {
    const [ax, ay] = line[i - 1]!;
    const [bx, by] = line[i]!;
    const run = Math.hypot(bx - ax, by - ay);
    for (let at = spacing / 2; at < run; at += spacing / 2) {
      const x = ax + ((bx - ax) * at) / run;
      const y = ay + ((by - ay) * at) / run;
      const nx = (-(by - ay) / run) * sign * length;
      const ny = ((bx - ax) / run) * sign * length;
      path += pathOf(
        [
          [x, y],
          [x + nx, y + ny - 0.8],
        ],
        false,
      );
      sign = -sign;
    }
  }
  return path;
}

/** Bristles all round an ellipse. */
export function bristlesRound(center: Point, rx: number, ry: number, count: number, length = 3): string {
  let path = "";
  for (let i = 0; i < count; i++) {
    const [c, s] = turn((360 * i) / count + 7);
    path += pathOf(
      [
        [center[0] + c * rx, center[1] + s * ry],
        [center[0] + c * (rx + length), center[1] + s * (ry + length)],
      ],
      false,
    );
  }
  return path;
}

/** Hairs on the blade and edge of a leaf. */
export function leafHairs(leaf: LeafShape, count: number, length = 3): string {
  let path = "";
  for (let i = 1; i <= count; i++) {
    const along = (leaf.length * i) / (count + 1);
    for (const sign of [1, -1]) {
      const from = place(leaf, along, sign * leaf.width * 0.5);
      const to = place(leaf, along + length * 0.5, sign * (leaf.width * 0.5 + length));
      path += pathOf([from, to], false);
    }
  }
  return path;
}

export interface PetalShape {
  /** Where it is fastened. */
  at: Point;
  /** Direction of its middle: -90 up. */
  angle: number;
  length: number;
  /** Half of the angle that it fans out over. */
  spread: number;
  /** Depth of the waves of its edge. */
  ruffle?: number;
}

/** A point of a petal: `across` from -1 to 1 over its fan, `out` from its foot (0) to its edge (1). */
function onPetal(
  { at, angle, length, spread, ruffle = 1.1 }: PetalShape,
  across: number,
  out: number,
): Point {
  const [c, s] = turn(angle + across * spread);
  const far = out * (length * (1 - 0.16 * across ** 2) + ruffle * Math.sin(across * 8.2));
  return [at[0] + c * far, at[1] + s * far];
}

/** A fan with a wavy edge: petals of poppies are crumpled in the bud and stay so. */
export function petal(shape: PetalShape): string {
  const edge = Array.from({ length: 17 }, (_, i) => onPetal(shape, -1 + i / 8, 1));
  const pair = ([x, y]: Point) => `${r(x)} ${r(y)}`;
  const curve = edge.slice(1, -1).map((point, i) => {
    const next = edge[i + 2]!;
    return `Q${pair(point)} ${pair([(point[0] + next[0]) / 2, (point[1] + next[1]) / 2])}`;
  });
  return `M${pair(shape.at)}L${pair(edge[0]!)}${curve.join("")}L${pair(edge.at(-1)!)}Z`;
}

/** Creases that run from the foot towards the edge. */
export const petalFolds = (shape: PetalShape): string =>
  [-0.55, -0.1, 0.35, 0.7]
    .map((across) => pathOf([onPetal(shape, across, 0.5), onPetal(shape, across, 0.86)], false))
    .join("");
