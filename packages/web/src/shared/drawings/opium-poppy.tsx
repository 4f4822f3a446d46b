/**
 * 罂粟 after the marks of domain-facts §10: glabrous, wax-bloomed (grey-green tint, no hairs), wavy-toothed upper
 * leaves clasping the stem, four large petals, globose capsule 4–7 × 4–5 cm under a rayed stigma disc.
 */
import type { ReactNode } from "react";
import { claspingLeaf, leafLight, veins, type LeafShape } from "./plant-lines.ts";
import { Pistil, PoppyBloom, Stamens } from "./poppy-flower.tsx";

export const plantTint = {
  line: "#3c4a42",
  bloom: "#c3d3c8",
  /** Where the wax catches the light. */
  bloomLight: "#dfe8e2",
  bloomDeep: "#a9bfb2",
  green: "#b4cf9c",
  petal: "#dfcdea",
  petalShade: "#cdb3dd",
  petalDeep: "#8d6aa8",
  anther: "#e6d9a8",
  soil: "#d8c7ad",
} as const;

/** The sheet that every plant drawing stands on: 120 × 194. */
export function PlantSheet({
  label,
  children,
  box = "0 0 120 194",
}: {
  label: string;
  children: ReactNode;
  box?: string;
}) {
  return (
    <svg
      className="plant"
      viewBox={box}
      role="img"
      aria-label={label}
      fill="none"
      stroke={plantTint.line}
      strokeWidth="1.3"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      {children}
    </svg>
  );
}

/** One clasping leaf with its veins, drawn over the stem so that its base is seen to reach round. */
export function ClaspingLeaf({
  shape,
  teeth = 7,
  pairs = 5,
}: {
  shape: LeafShape;
  teeth?: number;
  pairs?: number;
}) {
  return (
    <>
      <path d={claspingLeaf(shape, teeth)} fill={plantTint.bloom} />
      <path d={leafLight(shape, teeth)} fill={plantTint.bloomLight} stroke="none" />
      <path d={veins(shape, pairs)} strokeWidth="0.7" stroke="#6f877b" />
    </>
  );
}

/** Capsule with neck, ribs seen through the bloom, and stigma disc; `x, y` is its middle. */
export function PoppyCapsule({ x, y, size = 1 }: { x: number; y: number; size?: number }) {
  return (
    <g transform={`translate(${x} ${y}) scale(${size})`}>
      <path d="M-3 15c0 3-.6 4-1 6h8c-.4-2-1-3-1-6z" fill={plantTint.bloomDeep} />
      <path d="M0-13C9-13 14-7 14 1S8 16 0 16-14 9-14 1-9-13 0-13z" fill={plantTint.bloom} />
      <path d="M-5-10c-6 3-7 14-2 20-2-6-2-14 2-20z" fill={plantTint.bloomLight} stroke="none" />
      <path d="M-6-10c-3 6-3 17 0 24M6-10c3 6 3 17 0 24M0-12v27" strokeWidth="0.7" stroke="#6f877b" />
      <path
        d="M-12-14.500c2-3 5-1.5 6-3 1.5 1.8 4 .6 6-.8 2 1.4 4.5 2.6 6 .8 1 1.5 4 0 6 3-3 2.5-8 3.4-12 3.400s-9-.9-12-3.400z"
        fill={plantTint.bloomDeep}
      />
      <path d="M0-16.500v4M-5-16l-1 3.500M5-16l1 3.5" strokeWidth="0.7" />
    </g>
  );
}

/** Open flower: four large crumpled petals, dark at the foot, round a young capsule. */
export const PoppyFlower = ({ x, y, size = 1 }: { x: number; y: number; size?: number }) => (
  <PoppyBloom
    x={x}
    y={y}
    size={size}
    fill={plantTint.petal}
    shade={plantTint.petalShade}
    patch={plantTint.petalDeep}
    heart={
      <>
        <Stamens tint={plantTint.anther} reach={9.5} />
        <Pistil fill={plantTint.bloom} disc={plantTint.bloomDeep} size={1.15} />
      </>
    }
  />
);

/** Nodding bud; few hairs may stand on the stalk only, so none are drawn. */
export function PoppyBud({ x, y }: { x: number; y: number }) {
  return (
    <g transform={`translate(${x} ${y})`}>
      <path d="M0-10c5 0 7 6 6 12S3 12 0 12-5 8-6 2s1-12 6-12z" fill={plantTint.bloom} />
      <path d="M0-10c-1.5 7-1.5 15 0 22" strokeWidth="0.7" />
    </g>
  );
}

/** The whole plant. */
export function OpiumPoppy() {
  return (
    <PlantSheet label="罂粟整株：茎叶光滑带白粉，上部叶抱茎，花四瓣，果圆球形">
      <path d="M60 182C58 146 61 104 60 44" strokeWidth="2.8" />
      <path d="M60 118C54 92 42 70 32 64c-7-4-12 1-11 9" strokeWidth="1.7" />
      <path d="M60 126c10-18 30-32 33-54" strokeWidth="2" />
      <PoppyBud x={21} y={83} />
      <PoppyCapsule x={93} y={56} size={0.95} />
      <PoppyFlower x={60} y={34} />
      <ClaspingLeaf shape={{ at: [59, 168], angle: 190, length: 52, width: 15, droop: 8 }} teeth={8} />
      <ClaspingLeaf shape={{ at: [61, 156], angle: -12, length: 54, width: 15, droop: 10 }} teeth={8} />
      <ClaspingLeaf shape={{ at: [59, 132], angle: 202, length: 44, width: 12, droop: 6 }} />
      <ClaspingLeaf
        shape={{ at: [61, 116], angle: -30, length: 34, width: 9.5, droop: 4 }}
        teeth={6}
        pairs={4}
      />
    </PlantSheet>
  );
}

/** Capsule from the side beside a flower. */
export function CapsuleDrawing() {
  return (
    <PlantSheet label="圆球形果，顶上有放射状柱头盘；旁边是四瓣的花" box="0 0 120 90">
      <path d="M32 90V66M88 90V54" strokeWidth="2.4" />
      <PoppyCapsule x={32} y={42} size={1.4} />
      <PoppyFlower x={88} y={42} size={1.05} />
    </PlantSheet>
  );
}
