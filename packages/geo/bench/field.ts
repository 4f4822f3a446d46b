/**
 * The seeded test field: a square of 3 km near Xiguan with zones, households and walked tracks, in the metres
 * of the plane. Everything is invented; the same seed gives the same numbers on every machine.
 */
import { pathOf, type Paths, type PolygonGeometry } from "../src/index.ts";

export const ORIGIN = { lon0: 116.9612, lat0: 33.6401 } as const;
export const SIDE = 3000;

/** Marsaglia's xorshift32, as numbers in [0, 1). */
export function seeded(seed: number): () => number {
  let s = seed | 0 || 1;
  return () => {
    s ^= s << 13;
    s ^= s >>> 17;
    s ^= s << 5;
    return (s >>> 0) / 4294967296;
  };
}

export interface Field {
  zones: PolygonGeometry[];
  doorX: Float64Array;
  doorY: Float64Array;
  paths: Paths;
}

/** Zones of about 30 corners, every fourth with a hole; doors in rows along lanes; tracks of 2,500 fixes. */
export function field(points = 100_000, zoneCount = 200, doors = 30_000, seed = 341302): Field {
  const random = seeded(seed);
  const perSide = Math.ceil(Math.sqrt(zoneCount));
  const pitch = SIDE / perSide;
  const star = (cx: number, cy: number, size: number, corners: number): [number, number][] => {
    const ring: [number, number][] = [];
    for (let c = 0; c < corners; c++) {
      const angle = (2 * Math.PI * (c + 0.3 * random())) / corners;
      const r = size * (0.7 + 0.3 * random());
      ring.push([cx + r * Math.cos(angle), cy + r * Math.sin(angle)]);
    }
    ring.push([...ring[0]!]);
    return ring;
  };
  const zones: PolygonGeometry[] = [];
  for (let z = 0; z < zoneCount; z++) {
    const cx = ((z % perSide) + 0.5) * pitch - SIDE / 2;
    const cy = (Math.floor(z / perSide) + 0.5) * pitch - SIDE / 2;
    const rings = [star(cx, cy, pitch * 0.62, 30)];
    if (z % 4 === 0) rings.push(star(cx, cy, pitch * 0.2, 12));
    zones.push({ type: "Polygon", coordinates: rings });
  }

  const doorX = new Float64Array(doors);
  const doorY = new Float64Array(doors);
  for (let d = 0; d < doors;) {
    // A lane of courtyards: doors 8 m apart on a line of any direction.
    let x = (random() - 0.5) * SIDE;
    let y = (random() - 0.5) * SIDE;
    const angle = random() * Math.PI * 2;
    for (let n = 0; n < 25 && d < doors; n++, d++) {
      doorX[d] = clamp(x);
      doorY[d] = clamp(y);
      x += 8 * Math.cos(angle);
      y += 8 * Math.sin(angle);
    }
  }

  return { zones, doorX, doorY, paths: walks(points, random) };
}

/** Walkers at about 1.2 m/s with a fix every 2 s and a slowly wandering position error of about 3 m. */
export function walks(points: number, random: () => number, perTrack = 2500): Paths {
  const x = new Float64Array(points);
  const y = new Float64Array(points);
  const time = new Float64Array(points);
  const starts: number[] = [];
  let px = 0;
  let py = 0;
  let heading = 0;
  let errorX = 0;
  let errorY = 0;
  for (let i = 0; i < points; i++) {
    if (i % perTrack === 0) {
      starts.push(i);
      px = (random() - 0.5) * SIDE;
      py = (random() - 0.5) * SIDE;
      heading = random() * 2 * Math.PI;
    }
    heading += (random() - 0.5) * 0.4;
    if (random() < 0.01) heading += Math.PI / 2;
    px += 2.4 * Math.cos(heading);
    py += 2.4 * Math.sin(heading);
    if (Math.abs(px) > SIDE / 2 || Math.abs(py) > SIDE / 2) heading = Math.atan2(-py, -px) + random() - 0.5;
    errorX = 0.95 * errorX + (random() - 0.5) * 3;
    errorY = 0.95 * errorY + (random() - 0.5) * 3;
    x[i] = px + errorX;
    y[i] = py + errorY;
    time[i] = Date.UTC(2026, 3, 18) + i * 2000;
  }
  starts.push(points);
  return { x, y, time, starts: Uint32Array.from(starts) };
}

/** One walker's next 60 s, a fix every second. */
export function chunk(seed: number): Paths {
  const random = seeded(seed);
  let x = (random() - 0.5) * SIDE;
  let y = (random() - 0.5) * SIDE;
  const heading = random() * 2 * Math.PI;
  return pathOf(
    Array.from({ length: 60 }, (): [number, number] => {
      x += 1.2 * Math.cos(heading) + random() - 0.5;
      y += 1.2 * Math.sin(heading) + random() - 0.5;
      return [x, y];
    }),
  );
}

function clamp(v: number): number {
  return Math.max(-SIDE / 2, Math.min(SIDE / 2, v));
}
