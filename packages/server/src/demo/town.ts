/**
 * An invented town on a plane in metres, x east and y north of the street's middle: one rectangle for each
 * community with streets between, cut into blocks that hold estates, walk-ups, hamlets, or open ground.
 */
import type { PlotKind } from "@lingzhu/domain/place";
import { communityCore } from "@lingzhu/domain/place";
import type { Chance } from "./chance.ts";
import { compoundNamer, type CompoundForm } from "./names.ts";
import { plotsOfCommunity } from "./town-plots.ts";

export interface Point {
  x: number;
  y: number;
}
/** A rectangle by its south-west corner and size. */
export interface Block extends Point {
  width: number;
  height: number;
}
export interface TownBuilding {
  name: string;
  at: Point;
  floors: number;
  units: number;
  /** Doors of one unit on one floor. */
  doors: number;
}
export interface TownPlot {
  /** Null: it lies in no compound. */
  compound: string | null;
  name: string;
  kind: PlotKind;
  ring: Point[];
}
export interface TownCompound {
  name: string;
  grid: string;
  form: CompoundForm;
  block: Block;
  buildings: TownBuilding[];
  /** Doors of a hamlet, each a courtyard; empty where there are buildings. */
  courtyards: { door: string; at: Point }[];
}
export interface TownCommunity {
  code: string;
  name: string;
  /** Part of the name that people use: 振兴. */
  core: string;
  compounds: TownCompound[];
  plots: TownPlot[];
}

const STREET_METRES = 40;
const LANE_METRES = 14;
const AREA = { width: 820, height: 700, columns: 4, rows: 3 };
/** Compounds of each form in a community, from the inner town outwards. */
const CHARACTERS: Record<CompoundForm, number>[] = [
  { tower: 3, walk_up: 3, hamlet: 1 },
  { tower: 2, walk_up: 4, hamlet: 1 },
  { tower: 1, walk_up: 4, hamlet: 2 },
  { tower: 1, walk_up: 3, hamlet: 4 },
  { tower: 0, walk_up: 4, hamlet: 5 },
  { tower: 0, walk_up: 3, hamlet: 7 },
];
const PLOTS = 900;

/** The town of these communities; `scale` 1 is about 12,000 households and 900 plots, 0.05 about a twentieth. */
export function inventTown(
  communities: readonly { code: string; name: string }[],
  scale: number,
  chance: Chance,
): TownCommunity[] {
  const share = scale * Math.min(1, CHARACTERS.length / communities.length);
  const nameOf = compoundNamer(chance.fork("compounds"));
  const columns = Math.ceil(Math.sqrt(communities.length));
  const rows = Math.ceil(communities.length / columns);
  return communities.map(({ code, name }, index) => {
    const stream = chance.fork(`community ${index}`);
    const origin = {
      x: ((index % columns) - columns / 2) * (AREA.width + STREET_METRES),
      y: (rows / 2 - 1 - Math.floor(index / columns)) * (AREA.height + STREET_METRES),
    };
    const core = communityCore(name);
    const blocks = blocksOf(origin);
    const wanted = CHARACTERS[index % CHARACTERS.length]!;
    const compounds: TownCompound[] = [];
    for (const form of ["tower", "walk_up", "hamlet"] as const) {
      const count = wanted[form] === 0 ? 0 : Math.max(1, Math.round(wanted[form] * Math.sqrt(share)));
      for (let i = 0; i < count; i++) {
        const at = stream.whole(0, blocks.length - 1);
        const [block] = blocks.splice(at, 1);
        const grid = `${core}第${"一二三四"[compounds.length % 4]!}网格`;
        compounds.push(inventCompound(nameOf(form), grid, form, block!, Math.sqrt(share), stream));
      }
    }
    const plots = plotsOfCommunity(
      compounds,
      blocks,
      Math.max(8, Math.round((PLOTS * scale) / communities.length)),
      stream,
    );
    return { code, name, core, compounds, plots };
  });
}

function blocksOf(origin: Point): Block[] {
  const width = AREA.width / AREA.columns;
  const height = AREA.height / AREA.rows;
  return Array.from({ length: AREA.columns * AREA.rows }, (_, i) => ({
    x: origin.x + (i % AREA.columns) * width + LANE_METRES / 2,
    y: origin.y + Math.floor(i / AREA.columns) * height + LANE_METRES / 2,
    width: width - LANE_METRES,
    height: height - LANE_METRES,
  }));
}

/** Rows and columns of what stands in a block of this form. */
const PATTERN = {
  tower: { columns: 2, rows: 3 },
  walk_up: { columns: 2, rows: 5 },
  hamlet: { columns: 9, rows: 9 },
} as const;

function inventCompound(
  name: string,
  grid: string,
  form: CompoundForm,
  block: Block,
  share: number,
  chance: Chance,
): TownCompound {
  const { columns, rows } = PATTERN[form];
  const margin = 18;
  const step = { x: (block.width - 2 * margin) / columns, y: (block.height - 2 * margin) / rows };
  const count = Math.max(form === "hamlet" ? 4 : 1, Math.round(columns * rows * share));
  const places = Array.from({ length: count }, (_, i) => ({
    x: block.x + margin + ((i % columns) + 0.5) * step.x,
    y: block.y + margin + (Math.floor(i / columns) + 0.5) * step.y,
  }));
  if (form === "hamlet") {
    const courtyards = places
      .filter(() => chance.happens(0.93))
      .map((at, i) => ({
        door: String(i + 1),
        at: { x: at.x + chance.between(-2, 2), y: at.y + chance.between(-2, 2) },
      }));
    return { name, grid, form, block, buildings: [], courtyards };
  }
  const buildings = places.map((at, i) =>
    form === "tower"
      ? { name: `${i + 1}号楼`, at, floors: chance.pick([16, 18, 18, 20]), units: 2, doors: 2 }
      : {
          name: `${i + 1}号楼`,
          at,
          floors: chance.pick([5, 6, 6, 6]),
          units: chance.pick([3, 3, 4]),
          doors: 2,
        },
  );
  return { name, grid, form, block, buildings, courtyards: [] };
}
