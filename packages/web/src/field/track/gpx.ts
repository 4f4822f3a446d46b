/** One's own track as GPX 1.1 (topografix.com/GPX/1/1): walked stretches as segments, so that no gap is drawn over. Pure. */
import { summarise, type TrackPoint } from "./chunk.ts";

const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
const degrees = (value: number) => value.toFixed(7);

/** Times are UTC, as GPX asks; a point's radius of error goes along as a comment, because GPX has no metres for it. */
export function gpxOf(name: string, points: readonly TrackPoint[]): string {
  const segments = summarise(points).parts.map((part) => {
    const lines = part.map(
      ([lon, lat, at, accuracy]) =>
        `<trkpt lat="${degrees(lat)}" lon="${degrees(lon)}"><time>${new Date(at).toISOString()}</time><cmt>±${Math.round(accuracy)} m</cmt></trkpt>`,
    );
    return `<trkseg>\n${lines.join("\n")}\n</trkseg>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<gpx version="1.1" creator="零株" xmlns="http://www.topografix.com/GPX/1/1">
<trk><name>${escaped(name)}</name>
${segments.join("\n")}
</trk>
</gpx>
`;
}
