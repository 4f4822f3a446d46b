/** Plants taken for 罂粟, each with the marks that tell it apart (domain-facts §10; 花菱草 unverified). */
import { PlantSheet, plantTint } from "./opium-poppy.tsx";
import {
  bristles,
  bristlesRound,
  leafHairs,
  pinnateLeaf,
  threadLeaf,
  type LeafShape,
  type Point,
} from "./plant-lines.ts";

const hair = { strokeWidth: 0.8, stroke: "#6a5a48" } as const;
// Duller than the vermilion that means a found plant.
const red = "#e2a193";
const redDeep = "#b9705f";
const yellow = "#f1d58a";
const orange = "#eebf83";

/** A wide open four-petalled flower from the side, in the petals' own colour. */
function Cup({
  x,
  y,
  size,
  fill,
  dark,
}: {
  x: number;
  y: number;
  size: number;
  fill: string;
  dark?: string;
}) {
  return (
    <g transform={`translate(${x} ${y}) scale(${size})`}>
      <path d="M-3 12C-20 8-24-6-18-16c6-3 12-2 18 3 6-5 12-6 18-3 6 10 2 24-15 28z" fill={fill} />
      <path d="M0 15C-13 17-24 7-23-5c8-2 18 3 23 12 5-9 15-14 23-12 1 12-10 22-23 20z" fill={fill} />
      {dark && (
        <path d="M-2 14c-4-1-6-4-6-7 3 .5 6 3 8 5.5 2-2.5 5-5 8-5.5 0 3-2 6-6 7z" fill={dark} stroke="none" />
      )}
    </g>
  );
}

function HairyLeaf({ shape, pairs }: { shape: LeafShape; pairs: number }) {
  return (
    <>
      <path d={pinnateLeaf(shape, pairs)} fill={plantTint.green} />
      <path d={leafHairs(shape, 6)} {...hair} />
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

/** 虞美人: bristly all over, feather-cut leaves, branched; the small capsule itself is smooth. */
export function CornPoppy() {
  return (
    <PlantSheet label="虞美人：全身硬毛，叶羽状深裂，果小而光滑">
      <HairyStem
        line={[
          [60, 176],
          [61, 140],
          [60, 96],
          [61, 54],
        ]}
        width={2}
      />
      <HairyStem
        line={[
          [60, 130],
          [44, 96],
          [30, 74],
        ]}
      />
      <HairyStem
        line={[
          [60, 118],
          [80, 88],
          [93, 60],
        ]}
      />
      <Cup x={61} y={38} size={0.95} fill={red} dark={redDeep} />
      <path d={bristlesRound([29, 66], 6, 9, 16, 3.5)} {...hair} />
      <ellipse cx="29" cy="66" rx="6" ry="9" fill={plantTint.green} />
      <path d="M88 47c0-4 2-6 5.5-6s5.5 2 5.5 6c0 6-2 12-5.5 13-3.5-1-5.5-7-5.5-13z" fill={plantTint.green} />
      <path d="M86.5 41.500c4-3 10-3 14 0z" fill={plantTint.green} />
      <HairyLeaf shape={{ at: [60, 168], angle: 200, length: 50, width: 17, droop: 10 }} pairs={4} />
      <HairyLeaf shape={{ at: [60, 158], angle: -22, length: 52, width: 17, droop: 12 }} pairs={4} />
      <HairyLeaf shape={{ at: [60, 132], angle: 212, length: 34, width: 11, droop: 6 }} pairs={4} />
      <HairyLeaf shape={{ at: [60, 120], angle: -34, length: 28, width: 10, droop: 4 }} pairs={4} />
    </PlantSheet>
  );
}

/** 野罂粟: leaves only at the foot, bare bristly stalks, yellow or orange flower, small bristly capsule. */
export function IcelandPoppy() {
  return (
    <PlantSheet label="野罂粟：叶全在根部，花茎无叶有毛，果小而密生毛">
      <HairyStem
        line={[
          [58, 168],
          [54, 120],
          [50, 62],
        ]}
      />
      <HairyStem
        line={[
          [62, 168],
          [72, 130],
          [88, 92],
        ]}
      />
      <HairyStem
        line={[
          [60, 168],
          [42, 138],
          [24, 112],
        ]}
      />
      <Cup x={50} y={48} size={0.9} fill={yellow} />
      <path d={bristlesRound([90, 80], 6, 9, 20, 3.5)} {...hair} />
      <path d="M84 79c0-5 2-8 6-8s6 3 6 8-2 11-6 12c-4-1-6-7-6-12z" fill={plantTint.green} />
      <path d="M83.5 72.500c4-3 9-3 13 0z" fill={plantTint.green} />
      <path d={bristlesRound([22, 104], 5, 8, 16, 3)} {...hair} />
      <ellipse cx="22" cy="104" rx="5" ry="8" fill={plantTint.green} />
      {[188, 212, 238, -58, -32, -8].map((angle) => (
        <HairyLeaf key={angle} shape={{ at: [60, 172], angle, length: 42, width: 12, droop: 4 }} pairs={3} />
      ))}
    </PlantSheet>
  );
}

/** 鬼罂粟: stout and bristly, leaves cut twice, one large red flower with a dark patch. */
export function OrientalPoppy() {
  return (
    <PlantSheet label="鬼罂粟：粗壮有硬毛，叶两回羽裂，花大而红，四至六瓣">
      <HairyStem
        line={[
          [60, 176],
          [60, 130],
          [59, 64],
        ]}
        width={2.6}
      />
      <HairyStem
        line={[
          [61, 138],
          [84, 104],
          [94, 82],
        ]}
      />
      <Cup x={59} y={42} size={1.3} fill={red} dark={redDeep} />
      <path d="M47 30c7-8 17-8 24 0" fill={red} />
      <path d="M86 70c0-6 3-9 8.5-9s8.5 3 8.5 9c0 7-3 12-8.5 13-5.5-1-8.5-6-8.5-13z" fill={plantTint.green} />
      <path d="M84.5 63c5-4 15-4 20 0z" fill={plantTint.green} />
      <HairyLeaf shape={{ at: [60, 170], angle: 198, length: 54, width: 20, droop: 8 }} pairs={6} />
      <HairyLeaf shape={{ at: [60, 162], angle: -20, length: 54, width: 20, droop: 10 }} pairs={6} />
      <HairyLeaf shape={{ at: [60, 132], angle: 208, length: 40, width: 14, droop: 6 }} pairs={6} />
    </PlantSheet>
  );
}

/** 花菱草: smooth too, but finely cut leaves and a long thin pod instead of a capsule. Unverified. */
export function CaliforniaPoppy() {
  const thread = { strokeWidth: 1.2, stroke: "#5f8f72" } as const;
  return (
    <PlantSheet label="花菱草：叶裂得很细，果是细长的荚，花橙黄">
      <path
        d="M60 172C56 140 52 100 48 64M61 172c4-30 16-60 26-84M59 172c-8-24-20-40-32-52"
        strokeWidth="1.5"
      />
      <Cup x={47} y={50} size={0.95} fill={orange} />
      <path d="M87 88c1-16 3-30 7-46 1 16-1 32-4 47z" fill={plantTint.bloom} />
      <path d="M84 88c3 2 5 2 8 0" strokeWidth="2" />
      <path d="M27 120c-4-9-3-18 0-28 4 9 5 19 0 28z" fill={orange} />
      {[186, 206, 228, -48, -26, -6].map((angle) => (
        <path
          key={angle}
          d={threadLeaf({ at: [60, 172], angle, length: 48, width: 17, droop: 2 }, 5)}
          {...thread}
        />
      ))}
      <path d={threadLeaf({ at: [56, 120], angle: 212, length: 26, width: 11 }, 4)} {...thread} />
      <path d={threadLeaf({ at: [72, 124], angle: -30, length: 28, width: 11 }, 4)} {...thread} />
    </PlantSheet>
  );
}
