/** Ground that can grow a plant: belts along the edges of blocks, roofs, patches, and open blocks cut into fields. */
import { plotKinds, type PlotKind } from "@lingzhu/domain/place";
import type { Chance } from "./chance.ts";
import type { Block, Point, TownCompound, TownPlot } from "./town.ts";

const KINDS_IN: Record<TownCompound["form"], readonly PlotKind[]> = {
  tower: ["green-belt", "green-belt", "green-belt", "other"],
  walk_up: ["green-belt", "vegetable-patch", "green-belt", "wasteland"],
  hamlet: ["vegetable-patch", "courtyard", "vegetable-patch", "greenhouse", "wasteland"],
};
const OPEN_KINDS: readonly PlotKind[] = [
  "field",
  "wasteland",
  "vegetable-patch",
  "field",
  "greenhouse",
  "river-bank",
];

/** `count` plots of one community, taken in turn from what its blocks have room for. */
export function plotsOfCommunity(
  compounds: readonly TownCompound[],
  openBlocks: readonly Block[],
  count: number,
  chance: Chance,
): TownPlot[] {
  const room = [...compounds.map((compound) => groundOf(compound, chance)), openGround(openBlocks, chance)];
  const plots: TownPlot[] = [];
  for (let turn = 0; plots.length < count && room.some((list) => turn < list.length); turn++) {
    for (const list of room) {
      const plot = list[turn];
      if (plot && plots.length < count) plots.push(plot);
    }
  }
  return plots;
}

function groundOf(compound: TownCompound, chance: Chance): TownPlot[] {
  const { name: compoundName, form, block, buildings } = compound;
  const named = namer();
  const make = (kind: PlotKind, where: string, ring: Point[]): TownPlot => ({
    compound: compoundName,
    name: named(where, kind),
    kind,
    ring,
  });
  const roofs = buildings
    .filter(() => chance.happens(form === "walk_up" ? 0.5 : 0.2))
    .map(({ name, at }) => make("roof", name, quad(at, 32, 10, chance)));
  const edges = edgeSlots(block).map(({ at, along, side }, i) => {
    const kind = KINDS_IN[form][i % KINDS_IN[form].length]!;
    const long = kind === "green-belt" ? 24 : 14;
    const deep = kind === "green-belt" ? 4 : 9;
    const ring = along === "x" ? quad(at, long, deep, chance) : quad(at, deep, long, chance);
    return make(kind, side, ring);
  });
  return [...edges.slice(0, 6), ...roofs, ...edges.slice(6)];
}

/** Middles of stretches along the four edges of a block, inside its margin. */
function edgeSlots(block: Block): { at: Point; along: "x" | "y"; side: string }[] {
  const inset = 8;
  return [0.17, 0.5, 0.83].flatMap((part) => [
    {
      at: { x: block.x + part * block.width, y: block.y + block.height - inset },
      along: "x" as const,
      side: "北侧",
    },
    { at: { x: block.x + part * block.width, y: block.y + inset }, along: "x" as const, side: "南侧" },
    { at: { x: block.x + inset, y: block.y + part * block.height }, along: "y" as const, side: "西侧" },
    {
      at: { x: block.x + block.width - inset, y: block.y + part * block.height },
      along: "y" as const,
      side: "东侧",
    },
  ]);
}

function openGround(blocks: readonly Block[], chance: Chance): TownPlot[] {
  const named = namer();
  return blocks.flatMap((block, number) => {
    const [columns, rows] = [4, 5];
    const width = block.width / columns;
    const height = block.height / rows;
    return Array.from({ length: columns * rows }, (_, i): TownPlot => {
      const kind = OPEN_KINDS[(i + number) % OPEN_KINDS.length]!;
      const at = {
        x: block.x + ((i % columns) + 0.5) * width,
        y: block.y + (Math.floor(i / columns) + 0.5) * height,
      };
      return {
        compound: null,
        name: named(`${"甲乙丙丁戊己庚辛壬癸"[number % 10]!}片`, kind),
        kind,
        ring: quad(at, width * 0.8, height * 0.8, chance),
      };
    });
  });
}

/** Names such as 东侧绿化带2, numbered where one stands already. */
function namer(): (where: string, kind: PlotKind) => string {
  const counts = new Map<string, number>();
  return (where, kind) => {
    const name = `${where}${plotKinds[kind] === "其他" ? "空地" : plotKinds[kind]}`;
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return kind === "roof" && count === 1 ? name : `${name}${count}`;
  };
}

/** A closed quadrilateral of about the given size, its corners a little off, counter-clockwise. */
function quad(at: Point, width: number, height: number, chance: Chance): Point[] {
  const off = () => chance.between(-0.08, 0.08);
  const corner = (sx: number, sy: number): Point => ({
    x: at.x + width * (sx / 2 + off()),
    y: at.y + height * (sy / 2 + off()),
  });
  const ring = [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)];
  return [...ring, ring[0]!];
}
