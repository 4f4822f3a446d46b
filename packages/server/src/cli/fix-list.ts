import type { Fixes } from "@lingzhu/geo";

/** Position fixes as they come out of files: growing columns of numbers, NaN for what a file does not say. */
export class FixList {
  #count = 0;
  #columns = Array.from({ length: 5 }, () => new Float64Array(4096));
  readonly #tracks = new Map<string, number>();

  /** The number of a track, the same for the same name. */
  track(name: string): number {
    const known = this.#tracks.get(name);
    if (known !== undefined) return known;
    this.#tracks.set(name, this.#tracks.size);
    return this.#tracks.size - 1;
  }

  /** Degrees, milliseconds, metres, track number. */
  add(lon: number, lat: number, time: number, accuracy: number, track: number): void {
    const at = this.#count++;
    if (at === this.#columns[0]!.length)
      this.#columns = this.#columns.map((column) => {
        const wider = new Float64Array(at * 2);
        wider.set(column);
        return wider;
      });
    const [lons, lats, times, accuracies, tracks] = this.#columns;
    lons![at] = lon;
    lats![at] = lat;
    times![at] = time;
    accuracies![at] = accuracy;
    tracks![at] = track;
  }

  get count(): number {
    return this.#count;
  }

  fixes(): Fixes {
    const [lon, lat, time, accuracy, track] = this.#columns.map((column) => column.subarray(0, this.#count));
    return { lon: lon!, lat: lat!, time: time!, accuracy: accuracy!, track: track! };
  }
}

/** A number as written, or NaN; empty is NaN, not 0. */
export function numberOf(value: unknown): number {
  if (typeof value === "number") return value;
  return typeof value === "string" && value.trim() !== "" ? Number(value) : Number.NaN;
}

/**
 * Milliseconds since 1970 of a time as written, or NaN: ISO 8601, seconds or milliseconds since 1970, and
 * 2026-04-18 8:05:09 or 2026/4/18 8:05, which without a zone are Beijing time.
 */
export function timeOf(value: unknown): number {
  if (typeof value === "number") return value > 1e11 ? value : value * 1000;
  if (typeof value !== "string") return Number.NaN;
  const text = value.trim();
  if (/^\d+(\.\d+)?$/.test(text)) return timeOf(Number(text));
  const local = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})[ T](\d{1,2}):(\d{1,2})(?::(\d{1,2})(\.\d+)?)?$/.exec(
    text,
  );
  if (!local) return Date.parse(text);
  const [year, month, day, hour, minute, second] = local.slice(1, 7).map((part) => Number(part ?? 0));
  return Date.UTC(year!, month! - 1, day, hour! - 8, minute, second) + 1000 * Number(local[7] ?? 0);
}
