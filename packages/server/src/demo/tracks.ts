/** The line that a walker's phone draws: from one recorded place to the next, with the errors that phones have. */
import type { TrackBody } from "@lingzhu/domain/patrol";
import type { Chance } from "./chance.ts";
import type { Attempt } from "./walks.ts";

type Fix = TrackBody["points"][number];

const METRE = 1 / 111_320; // degrees of latitude
/** A longer silence between two records (noon, evening) ends one track and begins another. */
const PAUSE_MS = 40 * 60_000;
/** How often the phone lost its position for some minutes. */
const LOST = 0.012;

/** The tracks of one day's attempts in order of time. */
export function tracksOf(attempts: readonly Attempt[], chance: Chance): Fix[][] {
  const tracks: Fix[][] = [];
  let track: Fix[] = [];
  let lostUntil = 0;
  for (const [i, attempt] of attempts.entries()) {
    const before = attempts[i - 1];
    if (!before || attempt.at - before.at > PAUSE_MS) {
      track = [fixAt(attempt.target.lon, attempt.target.lat, attempt.at, chance)];
      tracks.push(track);
      continue;
    }
    const from = track.at(-1)!;
    for (let now = from[2] + step(chance); now < attempt.at; now += step(chance)) {
      if (now > lostUntil && chance.happens(LOST)) lostUntil = now + chance.whole(240_000, 700_000);
      if (now < lostUntil) continue;
      const part = (now - before.at) / (attempt.at - before.at);
      if (part < 0) continue;
      const lon = before.target.lon + (attempt.target.lon - before.target.lon) * part;
      const lat = before.target.lat + (attempt.target.lat - before.target.lat) * part;
      track.push(fixAt(lon, lat, now, chance));
    }
  }
  return tracks.filter((points) => points.length > 5);
}

const step = (chance: Chance) => 1000 * chance.whole(18, 30);

/** A fix some metres off, with the radius that the phone claims for it. */
export function fixAt(lon: number, lat: number, now: number, chance: Chance): Fix {
  const accuracy = Math.round(chance.between(4, chance.happens(0.1) ? 28 : 12) * 10) / 10;
  const off = () => chance.between(-0.5, 0.5) * accuracy * METRE;
  const east = off() / Math.cos((lat * Math.PI) / 180);
  return [round(lon + east), round(lat + off()), now, accuracy];
}

const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6;
