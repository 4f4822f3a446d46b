/** Plants taken for 罂粟, each with the marks that tell it apart (domain-facts §10; 花菱草 unverified). */
import { PlantSheet, plantTint } from "./opium-poppy.tsx";
import {
  bristles,
  bristlesRound,
  featherLeaf,
  leafHairs,
  threadLeaf,
  veins,
  type LeafShape,
  type Point,
} from "./plant-lines.ts";
import { Pistil, PoppyBloom, Stamens } from "./poppy-flower.tsx";

const hair = { strokeWidth: 0.8, stroke: "#6a5a48" } as const;
// Duller than the vermilion that means a found plant.
const red = "#e9b3a5";
const redShade = "#d99889";
const redDeep = "#5c4450";
const yellow = "#f6e2a4";
const yellowShade = "#ecd08a";
const orange = "#f2cc94";
const orangeShade = "#e8b877";

/** A leaf with hairs on blade and edge; `teeth` 2 for one that is cut twice. */
function HairyLeaf({ shape, pairs, teeth = 1 }: { shape: LeafShape; pairs: number; teeth?: number }) {
  return (
    <>
      <path d={featherLeaf(shape, pairs, teeth)} fill={plantTint.green} strokeWidth="1.1" />
      <path d={veins({ ...shape, width: 1 }, 0)} strokeWidth="0.7" stroke="#6e8a58" />
      <path d={leafHairs({ ...shape, width: shape.width * 0.55 }, 5, 2.6)} {...hair} />
    </>
  );
}

const stemOf = (line: readonly Point[]) => `M${line.map(([x, y]) => `${x} ${y}`).join("L")}`;
/** A stem with bristles standing off it. */
function HairyStem({ line, width = 1.6 }: { line: readonly Point[]; width?: number }) {
  return (
    <>
      <path d={bristles(line, 5, 4)} {...hair} />
      <path d={stemOf(line)} strokeWidth={width} />
    </>
  );
}

/** A nodding bud, bristly all round. */
function HairyBud({ x, y, rx = 5.5, ry = 8.5 }: { x: number; y: number; rx?: number; ry?: number }) {
  return (
    <>
      <path d={bristlesRound([x, y], rx, ry, 18, 3.4)} {...hair} />
      <ellipse cx={x} cy={y} rx={rx} ry={ry} fill={plantTint.green} />
      <path d={`M${x} ${y - ry}c-1.5 5-1.5 ${ry} 0 ${2 * ry}`} strokeWidth="0.7" />
    </>
  );
}

/** A small capsule from the side, a flat disc on top; `x, y` is its middle. */
function SmallCapsule({ x, y, size = 1 }: { x: number; y: number; size?: number }) {
  return (
    <g transform={`translate(${x} ${y}) scale(${size})`}>
      <path d="M-5.5-7C-6 0-4 7 0 9c4-2 6-9 5.5-16z" fill={plantTint.green} />
      <path d="M-2.5-7c-.8 6 0 12 1.5 15M2.5-7c.8 6 0 12-1.5 15" strokeWidth="0.6" />
      <path d="M-7-7c3-4 11-4 14 0-4 1.5-10 1.5-14 0z" fill="#9dbd85" />
    </g>
  );
}

/** 虞美人: bristly all over, feather-cut leaves, branched, buds nodding; the small capsule itself is smooth. */
export function CornPoppy() {
  return (
    <PlantSheet label="虞美人：全身硬毛，叶羽状深裂，果小而光滑">
      <HairyStem
        line={[
          [60, 180],
          [61, 140],
          [60, 96],
          [61, 46],
        ]}
        width={2}
      />
      <HairyStem
        line={[
          [60, 134],
          [46, 104],
          [34, 78],
          [28, 68],
          [22, 68],
          [20, 74],
        ]}
      />
      <HairyStem
        line={[
          [60, 122],
          [80, 92],
          [93, 66],
        ]}
      />
      <HairyBud x={20} y={83} />
      <SmallCapsule x={94} y={57} />
      <PoppyBloom
        x={61}
        y={36}
        size={0.92}
        fill={red}
        shade={redShade}
        patch={redDeep}
        heart={
          <>
            <Stamens tint={redDeep} reach={8} />
            <Pistil fill={plantTint.green} disc="#9dbd85" size={0.8} />
          </>
        }
      />
      <HairyLeaf shape={{ at: [60, 172], angle: 196, length: 52, width: 21, droop: 8 }} pairs={4} />
      <HairyLeaf shape={{ at: [60, 162], angle: -18, length: 54, width: 21, droop: 10 }} pairs={4} />
      <HairyLeaf shape={{ at: [60, 138], angle: 208, length: 36, width: 14, droop: 4 }} pairs={3} />
      <HairyLeaf shape={{ at: [60, 126], angle: -32, length: 30, width: 12, droop: 3 }} pairs={3} />
    </PlantSheet>
  );
}

/** 野罂粟: leaves only at the foot, bare bristly stalks, yellow or orange flower, small bristly capsule. */
export function IcelandPoppy() {
  return (
    <PlantSheet label="野罂粟：叶全在根部，花茎无叶有毛，果小而密生毛">
      <HairyStem
        line={[
          [58, 170],
          [55, 120],
          [50, 54],
        ]}
      />
      <HairyStem
        line={[
          [62, 170],
          [74, 132],
          [90, 96],
        ]}
      />
      <HairyStem
        line={[
          [60, 170],
          [44, 138],
          [31, 110],
          [26, 100],
          [20, 100],
          [18, 106],
        ]}
      />
      <HairyBud x={18} y={114} rx={4.8} ry={7.5} />
      <path d={bristlesRound([91, 86], 6, 9.5, 20, 3.4)} {...hair} />
      <SmallCapsule x={91} y={86} size={0.95} />
      <PoppyBloom
        x={50}
        y={44}
        size={0.86}
        fill={yellow}
        shade={yellowShade}
        heart={
          <>
            <Stamens tint="#c79a2b" reach={8} />
            <Pistil fill={plantTint.green} disc="#c8cf86" size={0.8} />
          </>
        }
      />
      {[190, 214, 240, -60, -34, -10].map((angle) => (
        <HairyLeaf key={angle} shape={{ at: [60, 176], angle, length: 44, width: 15, droop: 4 }} pairs={3} />
      ))}
    </PlantSheet>
  );
}

/** 鬼罂粟: stout and bristly, leaves cut twice, one large red flower of four to six petals with a dark patch. */
export function OrientalPoppy() {
  return (
    <PlantSheet label="鬼罂粟：粗壮有硬毛，叶两回羽裂，花大而红，四至六瓣">
      <HairyStem
        line={[
          [60, 180],
          [60, 130],
          [59, 48],
        ]}
        width={3}
      />
      <HairyStem
        line={[
          [61, 140],
          [84, 108],
          [96, 88],
        ]}
        width={2}
      />
      <SmallCapsule x={97} y={76} size={1.45} />
      <PoppyBloom
        x={59}
        y={40}
        size={1.28}
        fill="#dd9d8c"
        shade="#cf8978"
        patch={redDeep}
        six
        heart={
          <>
            <Stamens tint={redDeep} threads={18} reach={8.5} />
            <Pistil fill={plantTint.green} disc="#7d6f80" size={0.95} />
          </>
        }
      />
      <HairyLeaf shape={{ at: [60, 174], angle: 194, length: 56, width: 25, droop: 8 }} pairs={6} teeth={2} />
      <HairyLeaf
        shape={{ at: [60, 166], angle: -16, length: 56, width: 25, droop: 10 }}
        pairs={6}
        teeth={2}
      />
      <HairyLeaf shape={{ at: [60, 138], angle: 206, length: 42, width: 18, droop: 5 }} pairs={5} teeth={2} />
    </PlantSheet>
  );
}

/** 花菱草: smooth too, but finely cut leaves and a long thin pod instead of a capsule. Unverified. */
export function CaliforniaPoppy() {
  const thread = { strokeWidth: 1.2, stroke: "#5f8f72" } as const;
  return (
    <PlantSheet label="花菱草：叶裂得很细，果是细长的荚，花橙黄">
      <path
        d="M60 176C56 142 52 100 48 60M61 176c4-30 16-62 26-86M59 176c-8-24-20-40-32-54"
        strokeWidth="1.5"
      />
      {/* The rim on which the petals stood stays below flower and pod. */}
      <path d="M41 61c4 3 10 3 14 0" strokeWidth="2" />
      <PoppyBloom
        x={48}
        y={44}
        size={0.88}
        fill={orange}
        shade={orangeShade}
        heart={<Stamens tint="#b9812f" threads={10} reach={6} />}
      />
      <path d="M87 90c1-18 3-34 7-52 1 18-1 36-4 53z" fill={plantTint.bloom} />
      <path d="M89 86c1-12 2-24 4-36" strokeWidth="0.6" />
      <path d="M84 90c3 2 5 2 8 0" strokeWidth="2" />
      <path d="M27 123c-4-9-3-19 0-29 4 10 5 20 0 29z" fill={orange} />
      {[186, 206, 228, -48, -26, -6].map((angle) => (
        <path
          key={angle}
          d={threadLeaf({ at: [60, 176], angle, length: 48, width: 17, droop: 2 }, 5)}
          {...thread}
        />
      ))}
      <path d={threadLeaf({ at: [56, 122], angle: 212, length: 26, width: 11 }, 4)} {...thread} />
      <path d={threadLeaf({ at: [72, 128], angle: -30, length: 28, width: 11 }, 4)} {...thread} />
    </PlantSheet>
  );
}
