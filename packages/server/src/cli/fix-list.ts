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
