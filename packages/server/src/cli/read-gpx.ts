import { createReadStream } from "node:fs";
import { SaxesParser, type SaxesTagPlain } from "saxes";
import { numberWritten, timeWritten } from "@lingzhu/domain/kernel";
import type { FixList } from "./fix-list.ts";
import { Unusable } from "./unusable.ts";

/** Longer text in an element read here is no number and no time. */
const TEXT_LIMIT = 64;

/**
 * Track points of a GPX 1.0 or 1.1 file, read as a stream: memory is what the points take. Every segment is a
 * track of its own, since a recorder opens a new one where it lost its position. Entities are not expanded.
 */
export async function readGpx(file: string, into: FixList): Promise<void> {
  const parser = new SaxesParser();
  let segment = 0;
  let track = 0;
  let lon = Number.NaN;
  let lat = Number.NaN;
  let time = Number.NaN;
  let accuracy = Number.NaN;
  let inPoint = false;
  let text = "";
  let root = "";
  parser.on("error", (error) => {
    throw new Unusable(`${file} 不是完好的 GPX：${error.message}`);
  });
  parser.on("opentag", (tag: SaxesTagPlain) => {
    root ||= localName(tag.name);
    text = "";
    if (tag.name === "trkseg" || tag.name === "trk") track = into.track(`${file} ${segment++}`);
    if (tag.name !== "trkpt") return;
    inPoint = true;
    lon = numberWritten(tag.attributes["lon"]);
    lat = numberWritten(tag.attributes["lat"]);
    time = Number.NaN;
    accuracy = Number.NaN;
  });
  parser.on("text", (part) => {
    if (inPoint && text.length < TEXT_LIMIT) text += part;
  });
  parser.on("closetag", (tag: SaxesTagPlain) => {
    if (!inPoint) return;
    const name = localName(tag.name);
    if (name === "time") time = timeWritten(text);
    else if (name === "accuracy" || name === "hacc" || name === "horizontalaccuracy")
      accuracy = numberWritten(text);
    else if (name === "trkpt") {
      into.add(lon, lat, time, accuracy, track);
      inPoint = false;
    }
  });
  for await (const chunk of createReadStream(file, { encoding: "utf8", highWaterMark: 1 << 18 }))
    parser.write(chunk as string);
  parser.close();
  if (root !== "gpx") throw new Unusable(`${file} 不是 GPX：最外层是 <${root}>。`);
}

/** Without prefix, lower case: extensions come under many names. */
function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1).toLowerCase();
}
