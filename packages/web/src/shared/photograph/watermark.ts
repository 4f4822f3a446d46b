/** What is burned into a photograph, so that it says by itself when, where and by whom it was taken. Pure. */

/** The circumstances of a capture. */
export interface Capture {
  /** When the picture was handed over by the camera (ms). */
  capturedAt: number;
  /** Degrees (WGS 84) and a radius in metres; null when the phone did not know. */
  position: { lon: number; lat: number; accuracy: number } | null;
  author: string;
  street: string;
  /** Words for the place, as the worker knows it; null when none was chosen. */
  place: string | null;
}

const CHINA_MS = 8 * 3_600_000;
/** 2026-04-18 16:20:05 in China Standard Time. */
const stampTime = (ms: number) => new Date(ms + CHINA_MS).toISOString().slice(0, 19).replace("T", " ");

/** Five places of a degree are about a metre. */
const degrees = (value: number, [positive, negative]: readonly [string, string]) =>
  `${value < 0 ? negative : positive}${Math.abs(value).toFixed(5)}°`;

/** The lines from top to bottom; the same words go into the photograph's fact. */
export function watermarkLines({ capturedAt, position, author, street, place }: Capture): string[] {
  const where = position
    ? `${degrees(position.lon, ["东经", "西经"])} ${degrees(position.lat, ["北纬", "南纬"])} ±${Math.round(position.accuracy)} 米`
    : "没有定位";
  return [...(place ? [place] : []), `${stampTime(capturedAt)} ${author}`, where, `${street} 零株踏查`];
}

export interface WatermarkLayout {
  /** Height of the letters in pixels. */
  size: number;
  lineHeight: number;
  /** The lines as they fit, broken where they must be. */
  lines: string[];
  /** Top edge of the dark strip they stand on; it reaches to the foot of the picture. */
  top: number;
  inset: number;
}

/** Share of the longer side: 36 px at 1600, which is legible in print and on the office's screen. */
const SIZE_SHARE = 0.0225;
const LEAST_SIZE = 8;
/** The strip never hides more than this share of the picture: later lines give way. */
const MOST_SHARE = 0.4;

/** `measure` gives the width of words at the size it is asked for, in pixels. */
export function layWatermark(
  width: number,
  height: number,
  lines: readonly string[],
  measure: (words: string, size: number) => number,
): WatermarkLayout {
  const size = Math.max(LEAST_SIZE, Math.round(Math.max(width, height) * SIZE_SHARE));
  const lineHeight = Math.round(size * 1.4);
  const inset = Math.round(size * 0.6);
  const room = width - 2 * inset;
  const broken = lines.flatMap((line) => breakLine(line, room, (words) => measure(words, size)));
  const most = Math.max(1, Math.floor((height * MOST_SHARE - inset) / lineHeight));
  const shown = broken.slice(0, most);
  return { size, lineHeight, inset, lines: shown, top: height - shown.length * lineHeight - inset };
}

/** Chinese may be broken anywhere; a line that fits stays whole. */
function breakLine(line: string, room: number, measure: (words: string) => number): string[] {
  const broken: string[] = [];
  let current = "";
  for (const sign of line) {
    if (current !== "" && measure(current + sign) > room) {
      broken.push(current);
      current = sign === " " ? "" : sign;
    } else current += sign;
  }
  return current === "" ? broken : [...broken, current];
}
