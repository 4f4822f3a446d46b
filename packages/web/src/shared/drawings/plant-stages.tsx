/** The four stages that rounds are made for, as one sees them from above the bed. */
import type { PlantStage } from "@lingzhu/domain/patrol";
import type { LeafShape } from "./plant-lines.ts";
import { ClaspingLeaf, PlantSheet, plantTint, PoppyBud, PoppyCapsule, PoppyFlower } from "./opium-poppy.tsx";

const Soil = () => <path d="M8 76c14-5 28-3 40-5s40-3 64 4v11H8z" fill={plantTint.soil} stroke="none" />;
const Leaf = ({ shape }: { shape: LeafShape }) => <ClaspingLeaf shape={shape} teeth={5} pairs={3} />;
const seedling: LeafShape[] = [
  { at: [60, 72], angle: 184, length: 40, width: 9, droop: -2 },
  { at: [60, 72], angle: -4, length: 40, width: 9, droop: -2 },
  { at: [60, 72], angle: 214, length: 38, width: 9 },
  { at: [60, 72], angle: -34, length: 38, width: 9 },
  { at: [60, 72], angle: 244, length: 30, width: 8 },
  { at: [60, 72], angle: -64, length: 30, width: 8 },
];
const BOX = "0 0 120 90";

const pictures = {
  sowing: () => (
    <PlantSheet label="下种：翻过的土里细小的籽" box={BOX}>
      <path d="M6 62c12-6 24-6 36 0s24 6 36 0 24-6 36 0v24H6z" fill={plantTint.soil} />
      <path d="M10 74c12-5 24-5 36 0s24 5 36 0 18-5 28-1" strokeWidth="0.9" />
      <g fill={plantTint.line} stroke="none">
        {[18, 27, 33, 44, 52, 61, 70, 78, 88, 97].map((x, i) => (
          <ellipse key={x} cx={x} cy={67 + ((i * 5) % 13)} rx="1.7" ry="1.3" />
        ))}
        {[54, 58, 62, 57, 60].map((x, i) => (
          <ellipse key={`falling-${x}`} cx={x} cy={36 + i * 5} rx="1.7" ry="1.3" />
        ))}
      </g>
      <path d="M30 12c8 0 14 3 20 7l12 6c4 2 5 6 1 8-3 1-7 0-12-2l-9-1c-6 0-9-3-14-4" fill="#f0dcc8" />
    </PlantSheet>
  ),
  emergence: () => (
    <PlantSheet label="出苗：贴地的灰绿色叶丛" box={BOX}>
      <Soil />
      {seedling.map((shape) => (
        <Leaf key={shape.angle} shape={shape} />
      ))}
    </PlantSheet>
  ),
  flowering: () => (
    <PlantSheet label="开花：四瓣的花和下垂的花苞" box={BOX}>
      <Soil />
      <path d="M66 80C65 64 66 54 67 40" strokeWidth="2.2" />
      <path d="M66 72C56 58 46 40 38 36c-6-2-9 1-9 6" />
      <PoppyBud x={29} y={52} />
      <PoppyFlower x={68} y={30} size={0.9} />
      <Leaf shape={{ at: [66, 74], angle: -14, length: 38, width: 8, droop: 4 }} />
    </PlantSheet>
  ),
  fruiting: () => (
    <PlantSheet label="挂果：光滑的圆球形果" box={BOX}>
      <Soil />
      <path d="M60 78C59 66 60 60 60 52M60 74c-10-10-16-14-22-24M60 76c12-8 20-14 26-24" strokeWidth="1.8" />
      <PoppyCapsule x={60} y={30} size={1.05} />
      <PoppyCapsule x={34} y={38} size={0.7} />
      <PoppyCapsule x={88} y={40} size={0.75} />
      <Leaf shape={{ at: [60, 76], angle: 192, length: 34, width: 7, droop: 2 }} />
    </PlantSheet>
  ),
} satisfies Record<PlantStage, () => React.ReactNode>;

export function StageDrawing({ stage }: { stage: PlantStage }) {
  const Picture = pictures[stage];
  return <Picture />;
}
