/** Symbols of the map, drawn on canvas: nothing is fetched for them. */
import type { Map as GroundMap } from "maplibre-gl";
import { states, type StateTone } from "../../shared/theme/index.ts";
import { SHARES } from "./ground-layers.ts";

const RATIO = 2;

function draw(size: number, paint: (pen: CanvasRenderingContext2D) => void): ImageData {
  const canvas = document.createElement("canvas");
  canvas.width = size * RATIO;
  canvas.height = size * RATIO;
  const pen = canvas.getContext("2d")!;
  pen.scale(RATIO, RATIO);
  paint(pen);
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}

/** Tile of 8 × 8 that repeats without a seam. */
function hatch(tone: StateTone): ImageData {
  const { fill, line } = states[tone];
  return draw(8, (pen) => {
    pen.fillStyle = fill;
    pen.fillRect(0, 0, 8, 8);
    pen.strokeStyle = line;
    pen.lineWidth = 1;
    if (tone === "unseen") {
      pen.beginPath();
      for (const shift of [-8, 0, 8]) {
        pen.moveTo(shift - 1, 9);
        pen.lineTo(shift + 9, -1);
      }
      pen.stroke();
    }
    if (tone === "seenTwice") {
      pen.beginPath();
      pen.arc(4, 4, 1.7, 0, Math.PI * 2);
      pen.stroke();
    }
    if (tone === "noOneIn") {
      pen.fillStyle = line;
      pen.fillRect(3, 3, 1.6, 1.6);
    }
    if (tone === "blocked") pen.strokeRect(4, -1, 0, 10);
  });
}

/** A building: a square house in a ring that closes as its doors are seen. */
function ring(eighths: number): ImageData {
  return draw(22, (pen) => {
    pen.lineWidth = 3.5;
    pen.strokeStyle = states.unseen.line;
    pen.setLineDash([2, 2]);
    pen.beginPath();
    pen.arc(11, 11, 7.5, 0, Math.PI * 2);
    pen.fillStyle = "#fff";
    pen.fill();
    pen.stroke();
    pen.setLineDash([]);
    if (eighths > 0) {
      pen.strokeStyle = states.seen.line;
      pen.beginPath();
      pen.arc(11, 11, 7.5, -Math.PI / 2, -Math.PI / 2 + (Math.PI * 2 * eighths) / SHARES);
      pen.stroke();
    }
    pen.fillStyle = eighths === SHARES ? states.seen.line : "#575b63";
    pen.fillRect(8, 8, 6, 6);
  });
}

function flower(tone: StateTone): ImageData {
  const { fill, line } = states[tone];
  return draw(24, (pen) => {
    pen.lineWidth = 1.6;
    pen.strokeStyle = line;
    pen.fillStyle = fill;
    for (const [x, y] of [
      [12, 7],
      [17, 12],
      [12, 17],
      [7, 12],
    ] as const) {
      pen.beginPath();
      pen.arc(x, y, 4.4, 0, Math.PI * 2);
      pen.fill();
      pen.stroke();
    }
    pen.beginPath();
    pen.arc(12, 12, 3.2, 0, Math.PI * 2);
    pen.fill();
  });
}

/** A plot without an outline: a small diamond in its state's pattern. */
function plotMark(tone: StateTone): ImageData {
  const { fill, line } = states[tone];
  return draw(16, (pen) => {
    pen.translate(8, 8);
    pen.rotate(Math.PI / 4);
    pen.fillStyle = fill;
    pen.fillRect(-5, -5, 10, 10);
    pen.strokeStyle = line;
    pen.lineWidth = 1.6;
    pen.strokeRect(-5, -5, 10, 10);
    if (tone === "seen") return;
    pen.beginPath();
    pen.moveTo(-5, 0);
    pen.lineTo(5, 0);
    pen.stroke();
  });
}

const plotTones: readonly StateTone[] = ["unseen", "seen", "noOneIn", "blocked"];

export function addGroundImages(map: GroundMap): void {
  const add = (name: string, data: ImageData) => {
    if (!map.hasImage(name)) map.addImage(name, data, { pixelRatio: RATIO });
  };
  for (const tone of plotTones) {
    add(`hatch-${tone}`, hatch(tone));
    add(`plot-${tone}`, plotMark(tone));
  }
  add("hatch-seenTwice", hatch("seenTwice"));
  for (let eighths = 0; eighths <= SHARES; eighths++) add(`ring-${eighths}`, ring(eighths));
  add("flower-found", flower("found"));
  add("flower-cleared", flower("cleared"));
}
