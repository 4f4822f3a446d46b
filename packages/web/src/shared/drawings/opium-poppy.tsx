/**
 * 罂粟 after the marks of domain-facts §10: glabrous, wax-bloomed (grey-green tint, no hairs), wavy-toothed upper
 * leaves clasping the stem, four large petals, globose capsule 4–7 × 4–5 cm under a rayed stigma disc.
 */
import type { ReactNode } from "react";
import { claspingLeaf, veins, type LeafShape } from "./plant-lines.ts";

export const plantTint = {
  line: "#3c4a42",
  bloom: "#c3d3c8",
  bloomDeep: "#a9bfb2",
  green: "#b4cf9c",
  petal: "#d9c3e4",
  petalDeep: "#8d6aa8",
  soil: "#d8c7ad",
} as const;

/** The sheet that every plant drawing stands on: 120 × 180. */
export function PlantSheet({
  label,
  children,
  box = "0 0 120 186",
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
function Leaf({ shape, teeth = 7 }: { shape: LeafShape; teeth?: number }) {
  return (
    <>
      <path d={claspingLeaf(shape, teeth)} fill={plantTint.bloom} />
      <path d={veins(shape, 5)} strokeWidth="0.7" stroke="#6f877b" />
    </>
  );
}

/** Capsule with neck, ribs seen through the bloom, and stigma disc; `x, y` is its middle. */
export function PoppyCapsule({ x, y, size = 1 }: { x: number; y: number; size?: number }) {
  return (
    <g transform={`translate(${x} ${y}) scale(${size})`}>
      <path d="M-3 15c0 3-.6 4-1 6h8c-.4-2-1-3-1-6z" fill={plantTint.bloomDeep} />
      <path d="M0-13C9-13 14-7 14 1S8 16 0 16-14 9-14 1-9-13 0-13z" fill={plantTint.bloom} />
      <path d="M-6-10c-3 6-3 17 0 24M6-10c3 6 3 17 0 24" strokeWidth="0.7" stroke="#6f877b" />
      <path
        d="M-12-14.500c2-3 5-1.5 6-3 1.5 1.8 4 .6 6-.8 2 1.4 4.5 2.6 6 .8 1 1.5 4 0 6 3-3 2.5-8 3.4-12 3.400s-9-.9-12-3.400z"
        fill={plantTint.bloomDeep}
      />
      <path d="M0-16.500v4M-5-16l-1 3.500M5-16l1 3.5" strokeWidth="0.7" />
    </g>
  );
}

/** Open flower from the side: two petals behind, two before, a dark patch at the foot of each. */
export function PoppyFlower({ x, y, size = 1 }: { x: number; y: number; size?: number }) {
  return (
    <g transform={`translate(${x} ${y}) scale(${size})`}>
      <path d="M-4 14C-24 10-29-8-22-20c6-4 14-3 22 3z" fill={plantTint.petal} />
      <path d="M4 14C24 10 29-8 22-20c-6-4-14-3-22 3z" fill={plantTint.petal} />
      <path
        d="M-2-9c-5 5-6 13-3 20h10c3-7 2-15-3-20-1.5-1.5-2.5-1.5-4 0z"
        fill={plantTint.bloom}
        strokeWidth="1"
      />
      <path d="M-5.5-9c3.5-2 7.5-2 11 0" strokeWidth="1.3" />
      <path
        d="M0 18C-15 20-27 8-26-6c9-2 20 4 26 14 6-10 17-16 26-14 1 14-11 26-26 24z"
        fill={plantTint.petal}
      />
      <path
        d="M-2 16.500c-5-1-8-5-8-9 4 .6 7.5 3.5 10 7 2.5-3.5 6-6.4 10-7 0 4-3 8-8 9z"
        fill={plantTint.petalDeep}
        stroke="none"
      />
      <path d="M-20-2c4 3 7 8 9 13M20-2c-4 3-7 8-9 13" strokeWidth="0.7" />
    </g>
  );
}

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
      <path d="M60 176C58 140 61 100 60 58" strokeWidth="2.6" />
      <path d="M60 108C52 84 40 62 31 57c-6-3-10 2-10 8" />
      <path d="M60 118c12-16 27-22 33-44" />
      <PoppyBud x={21} y={75} />
      <PoppyCapsule x={94} y={52} size={0.92} />
      <PoppyFlower x={60} y={38} size={0.98} />
      <Leaf shape={{ at: [60, 160], angle: 196, length: 50, width: 13, droop: 10 }} />
      <Leaf shape={{ at: [60, 148], angle: -18, length: 52, width: 13, droop: 12 }} />
      <Leaf shape={{ at: [60, 122], angle: 205, length: 40, width: 10, droop: 8 }} teeth={6} />
      <Leaf shape={{ at: [60, 108], angle: -24, length: 30, width: 8, droop: 5 }} teeth={5} />
    </PlantSheet>
  );
}

/** A leaf where it clasps the stem, near enough to see that nothing is hairy. */
export function LeafDrawing() {
  return (
    <PlantSheet label="叶基抱茎，边缘波状有齿，无毛" box="0 0 120 90">
      <path d="M34 88C33 60 34 30 33 2" strokeWidth="5" stroke={plantTint.line} />
      <path d="M34 88C33 60 34 30 33 2" strokeWidth="2.8" stroke={plantTint.bloomDeep} />
      <Leaf shape={{ at: [35, 54], angle: -14, length: 80, width: 22, droop: 14 }} teeth={8} />
    </PlantSheet>
  );
}

/** Capsule from the side beside a flower. */
export function CapsuleDrawing() {
  return (
    <PlantSheet label="圆球形果，顶上有放射状柱头盘；旁边是四瓣的花" box="0 0 120 90">
      <path d="M34 88V66M86 88V62" strokeWidth="2" />
      <PoppyCapsule x={34} y={42} size={1.35} />
      <PoppyFlower x={86} y={42} size={1.05} />
    </PlantSheet>
  );
}
