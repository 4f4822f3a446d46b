/** Photographs of the season, drawn: flat scenes of ground, plants and doors. Nothing in them was ever photographed. */
import { Resvg } from "@resvg/resvg-js";
import type { Chance } from "./chance.ts";

const WIDTH = 480;
const HEIGHT = 360;

export const scenes = {
  seedlings: "苗",
  flowers: "花",
  capsules: "果",
  leaf: "叶",
  flower: "单花",
  capsule: "单果",
  cornPoppy: "虞美人",
  cleared: "铲除后",
  clearedRoof: "楼顶清理后",
  clean: "回访",
  door: "门",
  ironDoor: "铁门",
  shutDoor: "围挡",
  greenBelt: "绿化带",
} as const;
export type Scene = keyof typeof scenes;

/** One PNG of a scene; another chance draws it with other plants in other places. */
export function drawScene(scene: Scene, chance: Chance): Buffer {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">${paint[scene](chance)}</svg>`;
  return Buffer.from(new Resvg(svg, { font: { loadSystemFonts: false } }).render().asPng());
}

const paint: Record<Scene, (chance: Chance) => string> = {
  seedlings: (chance) => yard(chance) + bed(chance, 26, seedling),
  flowers: (chance) =>
    yard(chance) + bed(chance, 15, (x, y, s) => stalk(x, y, s) + bloom(x, y - 86 * s, s, tint(chance))),
  capsules: (chance) => yard(chance) + bed(chance, 15, (x, y, s) => stalk(x, y, s) + pod(x, y - 86 * s, s)),
  leaf: (chance) => close() + leaf(230, 190, 3.2, chance.between(-12, 12)) + leaf(290, 250, 2.1, 40),
  flower: (chance) => close() + stalk(240, 420, 2.6) + bloom(240, 190, 3.2, tint(chance)),
  capsule: () => close() + stalk(240, 420, 2.6) + pod(240, 190, 3.4),
  cornPoppy: (chance) =>
    close() +
    bed(chance, 7, (x, y, s) => hairyStalk(x, y, s * 1.4) + bloom(x, y - 100 * s, s * 0.8, "#d8553f")),
  cleared: (chance) => yard(chance) + bed(chance, 40, clod) + heap(),
  clearedRoof: (chance) => roof() + bed(chance, 20, clod),
  clean: (chance) => yard(chance) + bed(chance, 34, grass),
  door: (chance) => wall("#c9bda9") + door(chance.pick(["#7a4b32", "#59433a", "#8a5a3b"]), chance),
  ironDoor: (chance) => wall("#b7b3ac") + door("#5c6b73", chance) + bars(),
  shutDoor: () => wall("#a8b1a4") + hoarding(),
  greenBelt: (chance) => sky() + ground("#6f8f4e", 170) + shrubs(chance),
};

const sky = () => `<rect width="${WIDTH}" height="${HEIGHT}" fill="#dfe6e4"/>`;
const ground = (colour: string, from: number) =>
  `<rect y="${from}" width="${WIDTH}" height="${HEIGHT - from}" fill="${colour}"/>`;
const close = () =>
  `<rect width="${WIDTH}" height="${HEIGHT}" fill="#8b8a63"/><circle cx="120" cy="90" r="160" fill="#98976d"/>`;
const tint = (chance: Chance) => chance.pick(["#f3eef4", "#d9a9c9", "#b56aa5", "#c9413f"]);

function yard(chance: Chance): string {
  const roofs = `<path d="M0 110 L${chance.whole(90, 150)} 60 L260 110 Z" fill="#7d6a60"/>`;
  return `${sky()}${roofs}<rect y="108" width="${WIDTH}" height="50" fill="#b98f77"/>${bricks()}${ground("#8a6b4f", 156)}`;
}
const bricks = () =>
  Array.from(
    { length: 4 },
    (_, i) => `<path d="M0 ${118 + i * 11} H${WIDTH}" stroke="#a37a63" stroke-width="1.5"/>`,
  ).join("");
const roof = () =>
  `${sky()}${ground("#9c9b98", 120)}<rect x="60" y="150" width="360" height="190" fill="#7c6753"/>`;
const wall = (colour: string) =>
  `<rect width="${WIDTH}" height="${HEIGHT}" fill="${colour}"/>${ground("#8d867b", 318)}`;

/** Things in rows, the farther ones smaller and first. */
function bed(chance: Chance, count: number, draw: (x: number, y: number, size: number) => string): string {
  const spots = Array.from({ length: count }, () => ({
    x: chance.between(30, WIDTH - 30),
    depth: chance.next(),
  }));
  return spots
    .sort((a, b) => a.depth - b.depth)
    .map(({ x, depth }) => draw(x, 215 + depth * 130, 0.55 + depth * 0.6))
    .join("");
}

const seedling = (x: number, y: number, s: number) =>
  [-60, -20, 25, 65]
    .map(
      (turn) =>
        `<ellipse cx="${x}" cy="${y - 11 * s}" rx="${5 * s}" ry="${14 * s}" fill="#9db39a" transform="rotate(${turn} ${x} ${y})"/>`,
    )
    .join("");
/** Glabrous, wax-bloomed, with leaves that clasp the stem. */
const stalk = (x: number, y: number, s: number) =>
  `<path d="M${x} ${y} q${6 * s} ${-44 * s} 0 ${-86 * s}" stroke="#7f9c86" stroke-width="${3.4 * s}" fill="none"/>${leaf(x, y - 26 * s, 0.5 * s, -50)}${leaf(x, y - 44 * s, 0.42 * s, 48)}`;
const hairyStalk = (x: number, y: number, s: number) =>
  `<path d="M${x} ${y} v${-72 * s}" stroke="#5d7a3d" stroke-width="${2 * s}"/>${Array.from({ length: 9 }, (_, i) => `<path d="M${x - 4 * s} ${y - (8 + i * 7) * s} h${8 * s}" stroke="#5d7a3d" stroke-width="${0.7 * s}"/>`).join("")}`;
const leaf = (x: number, y: number, s: number, turn: number) =>
  `<g transform="translate(${x} ${y}) rotate(${turn}) scale(${s})"><path d="M0 0 q-26 -14 -20 -32 q-12 -10 -2 -24 q-4 -18 10 -26 q6 -14 12 -22 q6 8 12 22 q14 8 10 26 q10 14 -2 24 q6 18 -20 32 z" fill="#93ae9c" stroke="#6d8a76" stroke-width="2"/><path d="M0 -2 V-96" stroke="#c3d3c6" stroke-width="3"/></g>`;
const bloom = (x: number, y: number, s: number, colour: string) =>
  [0, 90, 180, 270]
    .map(
      (turn) =>
        `<ellipse cx="${x}" cy="${y - 11 * s}" rx="${14 * s}" ry="${13 * s}" fill="${colour}" stroke="#00000022" transform="rotate(${turn + 20} ${x} ${y})"/>`,
    )
    .join("") + `<circle cx="${x}" cy="${y}" r="${6 * s}" fill="#8fa06a"/>`;
const pod = (x: number, y: number, s: number) =>
  `<ellipse cx="${x}" cy="${y}" rx="${13 * s}" ry="${15 * s}" fill="#9fb39a" stroke="#73896f" stroke-width="${1.4 * s}"/><path d="M${x - 11 * s} ${y - 14 * s} h${22 * s} l${-4 * s} ${-6 * s} h${-14 * s} z" fill="#7e9176"/>`;
const clod = (x: number, y: number, s: number) =>
  `<ellipse cx="${x}" cy="${y}" rx="${13 * s}" ry="${6 * s}" fill="#6f543c"/>`;
const grass = (x: number, y: number, s: number) =>
  `<path d="M${x} ${y} l${-6 * s} ${-16 * s} M${x} ${y} l${s} ${-20 * s} M${x} ${y} l${7 * s} ${-15 * s}" stroke="#6f8a46" stroke-width="${2 * s}"/>`;
const heap = () =>
  `<ellipse cx="370" cy="312" rx="84" ry="26" fill="#7d936f"/><path d="M300 308 l60 -26 M330 316 l70 -34 M380 318 l50 -26" stroke="#9fb39a" stroke-width="6"/>`;

function door(colour: string, chance: Chance): string {
  const couplet = chance.happens(0.7)
    ? `<rect x="138" y="70" width="16" height="230" fill="#b3392f"/><rect x="326" y="70" width="16" height="230" fill="#b3392f"/><rect x="180" y="34" width="120" height="18" fill="#b3392f"/>`
    : "";
  return `${couplet}<rect x="164" y="62" width="152" height="256" fill="${colour}"/><rect x="178" y="80" width="124" height="96" fill="#ffffff14" stroke="#00000033"/><rect x="178" y="196" width="124" height="104" fill="#ffffff14" stroke="#00000033"/><circle cx="298" cy="190" r="6" fill="#d8c48a"/><rect x="214" y="88" width="52" height="20" fill="#e9e4d6"/>`;
}
const bars = () =>
  Array.from(
    { length: 9 },
    (_, i) => `<path d="M${172 + i * 17} 64 V316" stroke="#3f4a50" stroke-width="4"/>`,
  ).join("");
const hoarding = () =>
  Array.from(
    { length: 8 },
    (_, i) => `<rect x="${i * 60}" y="90" width="58" height="230" fill="${i % 2 ? "#4d7f9a" : "#5b8fab"}"/>`,
  ).join("") + `<rect y="120" width="${WIDTH}" height="14" fill="#e3d9b4"/>`;

function shrubs(chance: Chance): string {
  return Array.from({ length: 16 }, (_, i) => {
    const r = chance.whole(24, 42);
    return `<circle cx="${i * 32}" cy="${200 + (i % 3) * 16}" r="${r}" fill="${chance.pick(["#5f8244", "#6b914c", "#557a41"])}"/>`;
  }).join("");
}
