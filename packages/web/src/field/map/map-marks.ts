/** Marks of the map drawn on canvas, in the colours of the theme that is on: nothing is fetched for them. */
import type { Map as GroundMap } from "maplibre-gl";
import { placeStateNames, type PlaceState } from "@lingzhu/domain/patrol";

const RATIO = 3;
const SIZE = 26;
const RING = 34;
type Pen = CanvasRenderingContext2D;

function draw(size: number, paint: (pen: Pen) => void): ImageData {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size * RATIO;
  const pen = canvas.getContext("2d")!;
  pen.scale(RATIO, RATIO);
  pen.translate(size / 2, size / 2);
  pen.lineJoin = "round";
  pen.lineCap = "round";
  paint(pen);
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}

const toneNames: Record<PlaceState, string> = {
  unseen: "unseen",
  seen: "seen",
  no_one_in: "no-one-in",
  refused: "blocked",
  unreachable: "blocked",
};
/** A colour of the theme, by the name of its custom property. */
export const themeColour = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim() || "#000";

/** A courtyard is a square, a plot a diamond; inside, the sign of its state, as in the lists. */
function place(kind: "household" | "plot", state: PlaceState): ImageData {
  const tone = toneNames[state];
  return draw(SIZE, (pen) => {
    const half = kind === "plot" ? 9 : 10;
    pen.save();
    if (kind === "plot") pen.rotate(Math.PI / 4);
    pen.fillStyle = themeColour(`${tone}-fill`);
    pen.fillRect(-half, -half, 2 * half, 2 * half);
    if (state === "unseen") hatch(pen, half, themeColour("unseen-line"));
    pen.strokeStyle = themeColour(`${tone}-line`);
    pen.lineWidth = 2;
    pen.strokeRect(-half, -half, 2 * half, 2 * half);
    pen.restore();
    pen.strokeStyle = themeColour(`${tone}-on`);
    sign(pen, state);
  });
}

function hatch(pen: Pen, half: number, colour: string): void {
  pen.save();
  pen.beginPath();
  pen.rect(-half, -half, 2 * half, 2 * half);
  pen.clip();
  pen.strokeStyle = colour;
  pen.lineWidth = 1.3;
  for (let shift = -2 * half; shift <= 2 * half; shift += 5) {
    pen.beginPath();
    pen.moveTo(shift - half, half);
    pen.lineTo(shift + half, -half);
    pen.stroke();
  }
  pen.restore();
}

function sign(pen: Pen, state: PlaceState): void {
  pen.lineWidth = 2.4;
  pen.beginPath();
  if (state === "seen") {
    pen.moveTo(-4.5, 0.5);
    pen.lineTo(-1, 4);
    pen.lineTo(5, -3.5);
  } else if (state === "no_one_in") {
    pen.moveTo(0, -4.5);
    pen.lineTo(0, 0);
    pen.lineTo(3.4, 2.2);
  } else if (state !== "unseen") {
    pen.moveTo(-4.5, 0);
    pen.lineTo(4.5, 0);
  }
  pen.stroke();
}

/** A building: a house in a ring that closes as its doors are seen; dashed where they are not. */
function ring(share: number): ImageData {
  return draw(RING, (pen) => {
    const radius = 13;
    pen.beginPath();
    pen.arc(0, 0, radius, 0, Math.PI * 2);
    pen.fillStyle = "#fff";
    pen.fill();
    pen.lineWidth = 4.5;
    pen.lineCap = "butt";
    pen.strokeStyle = themeColour("unseen-line");
    pen.setLineDash([3, 3]);
    pen.stroke();
    pen.setLineDash([]);
    pen.strokeStyle = themeColour("seen-line");
    if (share > 0) {
      pen.beginPath();
      pen.arc(0, 0, radius, -Math.PI / 2, -Math.PI / 2 + (Math.PI * 2 * share) / 8);
      pen.stroke();
    }
    pen.fillStyle = share === 8 ? themeColour("seen-line") : themeColour("ink-soft");
    pen.beginPath();
    pen.moveTo(0, -7);
    pen.lineTo(6.5, -1.5);
    pen.lineTo(4.5, -1.5);
    pen.lineTo(4.5, 6);
    pen.lineTo(-4.5, 6);
    pen.lineTo(-4.5, -1.5);
    pen.lineTo(-6.5, -1.5);
    pen.closePath();
    pen.fill();
  });
}

export function addMapMarks(map: GroundMap): void {
  const add = (name: string, image: ImageData) => map.addImage(name, image, { pixelRatio: RATIO });
  for (const state of placeStateNames)
    for (const kind of ["household", "plot"] as const) add(`${kind}-${state}`, place(kind, state));
  for (let share = 0; share <= 8; share++) add(`ring-${share}`, ring(share));
}
