/** The three marks that tell 罂粟 from its look-alikes, each beside its opposite (domain-facts §10). */
import { ClaspingLeaf, PlantSheet, plantTint, PoppyCapsule } from "./opium-poppy.tsx";
import { bristles, featherLeaf, leafHairs, type LeafShape, type Point } from "./plant-lines.ts";

const BOX = "0 0 120 90";
const hair = { strokeWidth: 1, stroke: "#6a5a48" } as const;
const stem: Point[] = [
  [60, 92],
  [61, 44],
  [60, -2],
];

/** Grey-green stem, smooth, with a sheen of wax. */
const SmoothStem = () => (
  <PlantSheet label="茎光滑，一层白粉" box={BOX}>
    <path d="M48 92C48 60 50 30 49-2h22c0 32 1 62 1 94z" fill={plantTint.bloom} />
    <path d="M53 92C53 60 55 30 54-2h6c0 32-1 62-1 94z" fill={plantTint.bloomLight} stroke="none" />
    <path d="M84 22l6-6M88 34h8M84 46l6 6" strokeWidth="1.1" stroke={plantTint.bloomDeep} />
  </PlantSheet>
);
const HairyStem = () => (
  <PlantSheet label="茎上有硬毛" box={BOX}>
    <path d={bristles(stem, 7, 24)} {...hair} />
    <path d="M52 92C52 60 54 30 53-2h14c0 32 1 62 1 94z" fill={plantTint.green} />
  </PlantSheet>
);

const upright = "M36 92C35 62 36 30 35-2";
const Clasping = () => (
  <PlantSheet label="叶基抱着茎，边缘波状" box={BOX}>
    <path d={upright} strokeWidth="7" stroke={plantTint.line} />
    <path d={upright} strokeWidth="4.6" stroke={plantTint.bloomDeep} />
    <ClaspingLeaf shape={{ at: [36, 54], angle: -12, length: 80, width: 24, droop: 12 }} teeth={8} />
  </PlantSheet>
);
const cut: LeafShape = { at: [40, 52], angle: -12, length: 76, width: 30, droop: 10 };
const CutLeaf = () => (
  <PlantSheet label="叶裂成羽毛状，不抱茎" box={BOX}>
    <path d={upright} strokeWidth="5" stroke={plantTint.line} />
    <path d={upright} strokeWidth="2.8" stroke={plantTint.green} />
    <path d="M36 54l5-2" strokeWidth="2" />
    <path d={featherLeaf(cut, 4)} fill={plantTint.green} />
    <path d={leafHairs({ ...cut, width: 14 }, 6, 3)} {...hair} />
  </PlantSheet>
);

const BigGlobe = () => (
  <PlantSheet label="果大而圆，像小灯笼" box={BOX}>
    <path d="M60 92V68" strokeWidth="3" />
    <PoppyCapsule x={60} y={42} size={1.75} />
  </PlantSheet>
);
const SmallOrPod = () => (
  <PlantSheet label="果小，或是细长的荚" box={BOX}>
    <path d="M38 92V54M84 92l2-22" strokeWidth="1.8" />
    <path d="M31 36c-.6 9 2 16 7 19 5-3 7.6-10 7-19z" fill={plantTint.green} />
    <path d="M29 36c4-5 14-5 18 0-5 2-13 2-18 0z" fill="#9dbd85" />
    <path d="M84 72c1-22 4-42 9-62 1 22-2 44-6 63z" fill={plantTint.bloom} />
  </PlantSheet>
);

/** Each mark: as 罂粟 has it, and as its look-alikes have it. */
export const markDrawings = {
  hair: { poppy: SmoothStem, other: HairyStem },
  leaf: { poppy: Clasping, other: CutLeaf },
  fruit: { poppy: BigGlobe, other: SmallOrPod },
} as const;
