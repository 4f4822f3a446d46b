/** An open four-petalled flower, seen a little from above: back petal, two at the sides, the front one foreshortened. */
import { petal, petalFolds, type PetalShape } from "./plant-lines.ts";

interface FlowerProps {
  x: number;
  y: number;
  size?: number;
  fill: string;
  /** The half that lies in the shade of the others. */
  shade: string;
  /** Patch at the foot of each petal; none for species without. */
  patch?: string;
  /** Flowers of four to six petals show two more behind. */
  six?: boolean;
  heart: React.ReactNode;
}

const back: PetalShape = { at: [0, 2], angle: -90, length: 25, spread: 58 };
const left: PetalShape = { at: [-1, 3], angle: 188, length: 25, spread: 46 };
const right: PetalShape = { at: [1, 3], angle: -8, length: 25, spread: 46 };
const front: PetalShape = { at: [0, 3], angle: 90, length: 15, spread: 66, ruffle: 0.8 };
const extra: PetalShape[] = [
  { at: [0, 2], angle: -142, length: 26, spread: 40 },
  { at: [0, 2], angle: -38, length: 26, spread: 40 },
];

export function PoppyBloom({ x, y, size = 1, fill, shade, patch, six = false, heart }: FlowerProps) {
  const patched = (shape: PetalShape) =>
    patch && (
      <path
        d={petal({ ...shape, length: shape.length * 0.45, spread: shape.spread * 0.62, ruffle: 0.5 })}
        fill={patch}
        stroke="none"
      />
    );
  const one = (shape: PetalShape, tint: string) => (
    <g key={shape.angle}>
      <path d={petal(shape)} fill={tint} />
      {patched(shape)}
      <path d={petalFolds(shape)} strokeWidth="0.6" opacity="0.65" />
    </g>
  );
  return (
    <g transform={`translate(${x} ${y}) scale(${size})`}>
      {six && extra.map((shape) => one(shape, shade))}
      {one(back, shade)}
      {one(left, fill)}
      {one(right, fill)}
      {one(front, fill)}
      {heart}
    </g>
  );
}

/** Stamens in a ring: thread and anther; `tint` is the anthers' colour. */
export function Stamens({
  tint,
  threads = 14,
  reach = 8.5,
}: {
  tint: string;
  threads?: number;
  reach?: number;
}) {
  const ends = Array.from({ length: threads }, (_, i) => {
    const angle = (2 * Math.PI * (i + 0.5)) / threads;
    const far = reach * (i % 2 === 0 ? 1 : 0.82);
    return [Math.cos(angle) * far, 1 + Math.sin(angle) * far * 0.72] as const;
  });
  return (
    <>
      <path
        d={ends.map(([x, y]) => `M0 1L${x.toFixed(1)} ${y.toFixed(1)}`).join("")}
        strokeWidth="0.6"
        opacity="0.8"
      />
      <g fill={tint} stroke="none">
        {ends.map(([x, y]) => (
          <circle key={`${x}/${y}`} cx={x.toFixed(1)} cy={y.toFixed(1)} r="1.15" />
        ))}
      </g>
    </>
  );
}

/** The young capsule in the middle with its rayed stigma disc, seen from above. */
export function Pistil({ fill, disc, size = 1 }: { fill: string; disc: string; size?: number }) {
  const rays = Array.from({ length: 8 }, (_, i) => {
    const angle = (Math.PI * i) / 4;
    return `M0-3.5L${(Math.cos(angle) * 4.3).toFixed(1)} ${(-3.5 + Math.sin(angle) * 2).toFixed(1)}`;
  });
  return (
    <g transform={`scale(${size})`}>
      <path d="M-4.2-3C-5 1-3.6 5 0 5s5-4 4.2-8z" fill={fill} strokeWidth="0.9" />
      <ellipse cx="0" cy="-3.5" rx="5" ry="2.5" fill={disc} strokeWidth="0.9" />
      <path d={rays.join("")} strokeWidth="0.6" />
    </g>
  );
}
