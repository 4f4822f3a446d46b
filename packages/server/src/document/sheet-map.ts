/** The small map of a zone's sheet, in black on white: buildings with doors still to see, plots, what is unseen hatched. */
import { centroid, partsOf, type AreaGeometry, type Projection } from "@lingzhu/geo";

export interface SheetMap {
  plane: Projection;
  buildings: readonly { name: string; lon: number; lat: number; doorsLeft: number }[];
  /** Ground and its unseen part; a plot without an outline is a point. */
  plots: readonly {
    name: string;
    outline: AreaGeometry | null;
    unseen: AreaGeometry | null;
    lon: number | null;
    lat: number | null;
  }[];
}

const INK = "#111";
const TEXT = 12;
const MARGIN = 26;
/** Room for the scale and the legend. */
const FOOT = 24;
/** Metres around a lone building. */
const LEAST_SPAN = 120;
const SCALES = [10, 20, 50, 100, 200, 500, 1000, 2000];

/** North up, fitted into a box of so many units. */
export function drawSheetMap(
  map: SheetMap,
  box: { width: number; height: number },
): { svg: string; width: number; height: number } {
  const { width, height } = box;
  const { forward } = map.plane;
  const all: (readonly [number, number])[] = map.buildings.map(({ lon, lat }) => forward(lon, lat));
  for (const plot of map.plots) {
    if (plot.outline)
      for (const rings of partsOf(plot.outline))
        for (const p of rings[0] ?? []) all.push(forward(p[0]!, p[1]!));
    else if (plot.lon !== null && plot.lat !== null) all.push(forward(plot.lon, plot.lat));
  }
  const xs = all.map(([x]) => x);
  const ys = all.map(([, y]) => y);
  const least = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b), Infinity);
  const most = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b), -Infinity);
  const spanX = Math.max(LEAST_SPAN, most(xs) - least(xs));
  const spanY = Math.max(LEAST_SPAN, most(ys) - least(ys));
  const scale = Math.min((width - 2 * MARGIN) / spanX, (height - FOOT - 2 * MARGIN) / spanY);
  const middleX = (most(xs) + least(xs)) / 2;
  const middleY = (most(ys) + least(ys)) / 2;
  const place = (lon: number, lat: number): [number, number] => {
    const [x, y] = forward(lon, lat);
    return [tenth(width / 2 + (x - middleX) * scale), tenth((height - FOOT) / 2 - (y - middleY) * scale)];
  };
  const path = (geometry: AreaGeometry) =>
    partsOf(geometry)
      .flatMap((rings) =>
        rings.map((ring) => `M${ring.map((p) => place(p[0]!, p[1]!).join(" ")).join("L")}Z`),
      )
      .join("");

  const labels = new Labels(width, height);
  const parts: string[] = [];
  for (const plot of map.plots) {
    if (plot.outline) {
      parts.push(
        `<path d="${path(plot.outline)}" fill="#fff" stroke="${INK}" stroke-width="1" fill-rule="evenodd"/>`,
      );
      if (plot.unseen)
        parts.push(`<path d="${path(plot.unseen)}" fill="url(#hatch)" stroke="none" fill-rule="evenodd"/>`);
      const [x, y] = place(...centroid(plot.outline));
      labels.put(plot.name, x - plot.name.length * (TEXT / 2), y);
    } else if (plot.lon !== null && plot.lat !== null) {
      const [x, y] = place(plot.lon, plot.lat);
      parts.push(`<path d="M${x} ${y - 6}l6 6l-6 6l-6-6z" fill="url(#hatch)" stroke="${INK}"/>`);
      labels.put(plot.name, x + 6, y);
    }
  }
  for (const { name, lon, lat, doorsLeft } of map.buildings) {
    const [x, y] = place(lon, lat);
    parts.push(
      `<rect x="${x - 5}" y="${y - 5}" width="10" height="10" fill="${doorsLeft > 0 ? INK : "#fff"}" stroke="${INK}"/>`,
    );
    labels.put(doorsLeft > 0 ? `${name} 余${doorsLeft}` : name, x + 6, y);
  }
  const bar = SCALES.findLast((metres) => metres * scale <= width / 4) ?? SCALES[0]!;
  const legend =
    `<g transform="translate(${MARGIN} ${height - 12})">` +
    `<path d="M0 -5v5h${tenth(bar * scale)}v-5" fill="none" stroke="${INK}"/>${text(bar * scale + 5, 1, `${bar} 米`)}</g>` +
    `<g transform="translate(${width - 250} ${height - 12})">` +
    `<rect y="-9" width="10" height="10" fill="${INK}"/>${text(14, 1, "有待查户")}` +
    `<rect x="78" y="-9" width="10" height="10" fill="#fff" stroke="${INK}"/>${text(92, 1, "已查完")}` +
    `<rect x="146" y="-9" width="16" height="10" fill="url(#hatch)" stroke="${INK}"/>${text(166, 1, "未看到的地")}</g>` +
    `<g transform="translate(${width - 20} 30)"><path d="M0 -16l5 14h-10z" fill="${INK}"/>${text(-4, 12, "北")}</g>`;
  return {
    svg:
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="Noto Sans SC" font-size="${TEXT}">` +
      `<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">` +
      `<line x1="0" y1="0" x2="0" y2="6" stroke="${INK}" stroke-width="2"/></pattern></defs>` +
      `<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" fill="#fff" stroke="${INK}"/>` +
      `${parts.join("")}${labels.drawn.join("")}${legend}</svg>`,
    width,
    height,
  };
}

/** Names beside their places; one that would lie on another or outside is left out, for the tables have them all. */
class Labels {
  readonly drawn: string[] = [];
  readonly #boxes: [number, number, number, number][] = [];
  readonly #width: number;
  readonly #height: number;

  constructor(width: number, height: number) {
    this.#width = width;
    this.#height = height;
  }

  put(name: string, x: number, y: number): void {
    let units = 0;
    for (const character of name) units += character.codePointAt(0)! > 0x2e80 ? 1 : 0.58;
    const box: [number, number, number, number] = [x, y - TEXT, x + units * TEXT + 4, y + 5];
    const outside = box[2] > this.#width || box[0] < 0 || box[1] < 0 || box[3] > this.#height - FOOT;
    const taken = this.#boxes.some(
      (other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3],
    );
    if (outside || taken) return;
    this.#boxes.push(box);
    this.drawn.push(text(x + 2, y + 4, name, true));
  }
}

const tenth = (n: number) => Math.round(n * 10) / 10;
const escapeXml = (value: string) =>
  value.replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]!);
/** With a white rim where it lies on the drawing. */
const text = (x: number, y: number, value: string, rim = false) => {
  const written = `x="${tenth(x)}" y="${tenth(y)}">${escapeXml(value)}</text>`;
  return `${rim ? `<text fill="#fff" stroke="#fff" stroke-width="3" ${written}` : ""}<text fill="${INK}" ${written}`;
};
