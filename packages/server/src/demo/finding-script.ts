/** What was found in the invented season, and what became of it: every state, every channel that a street has. */
import type { LookAlike, Source } from "@lingzhu/domain/finding";
import type { Day } from "@lingzhu/domain/kernel";
import type { PlotKind } from "@lingzhu/domain/place";
import type { PlantStage } from "@lingzhu/domain/patrol";
import type { Scene } from "./pictures.ts";

export interface Step {
  on: Day;
  time: string;
}
export type FindingStep = Step &
  (
    | { does: "verify"; basis: string }
    | { does: "rule_out"; lookAlike: LookAlike; basis: string }
    | { does: "eradicate"; scene: Scene; note?: string }
    | { does: "clean" }
    | { does: "regrown"; stems: number }
    | { does: "close"; note: string }
  );
export interface FoundThing extends Step {
  /** Community by index; taken modulo their number. */
  community: number;
  /** Where: a household with a yard, one in a building, or a plot of this kind. */
  where: "yard" | "flat" | PlotKind;
  source: Source;
  stage: PlantStage;
  stems: number;
  /** Square metres of quadrats and of the planted ground, when sampled. */
  sampledOver?: number;
  note: string;
  scenes: Scene[];
  steps: FindingStep[];
}

const BASIS = {
  emergence: "幼苗叶片灰绿、被白粉，叶缘波状锯齿，全株无毛",
  flowering: "茎无毛被白粉，上部叶抱茎，花瓣四枚、直径约六厘米",
  fruiting: "蒴果球形，直径约四厘米，无毛，果顶有辐射状柱头",
};

export const FINDINGS: readonly FoundThing[] = [
  {
    on: "2026-03-16",
    time: "10:12",
    community: 4,
    where: "yard",
    source: "patrol",
    stage: "emergence",
    stems: 42,
    note: "院内菜畦边成片幼苗",
    scenes: ["seedlings", "leaf"],
    steps: [
      { does: "verify", on: "2026-03-16", time: "11:05", basis: BASIS.emergence },
      { does: "eradicate", on: "2026-03-16", time: "15:20", scene: "cleared" },
      { does: "clean", on: "2026-03-31", time: "09:40" },
      { does: "close", on: "2026-04-01", time: "10:00", note: "回访未见复生，户主已签禁种承诺书" },
    ],
  },
  {
    on: "2026-03-19",
    time: "15:36",
    community: 5,
    where: "vegetable-patch",
    source: "patrol",
    stage: "emergence",
    stems: 118,
    note: "蒜地套种，约两分地",
    scenes: ["seedlings", "leaf"],
    steps: [
      { does: "verify", on: "2026-03-19", time: "16:30", basis: BASIS.emergence },
      { does: "eradicate", on: "2026-03-20", time: "09:10", scene: "cleared" },
      { does: "regrown", on: "2026-04-02", time: "09:30", stems: 31 },
      { does: "eradicate", on: "2026-04-02", time: "10:40", scene: "cleared", note: "连根挖除并翻土" },
      { does: "clean", on: "2026-04-17", time: "10:20" },
      { does: "close", on: "2026-04-20", time: "09:00", note: "复生植株已二次铲除，回访无异常" },
    ],
  },
  {
    on: "2026-03-25",
    time: "09:50",
    community: 0,
    where: "green-belt",
    source: "patrol",
    stage: "emergence",
    stems: 60,
    note: "花坛内一片像罂粟的苗",
    scenes: ["cornPoppy", "greenBelt"],
    steps: [
      {
        does: "rule_out",
        on: "2026-03-25",
        time: "11:20",
        lookAlike: "corn-poppy",
        basis: "全株有刚毛，叶羽状分裂，系物业播种的虞美人",
      },
    ],
  },
  {
    on: "2026-04-03",
    time: "14:05",
    community: 2,
    where: "roof",
    source: "resident",
    stage: "emergence",
    stems: 27,
    note: "群众举报楼顶泡沫箱内种植",
    scenes: ["seedlings", "leaf"],
    steps: [
      { does: "verify", on: "2026-04-03", time: "15:30", basis: BASIS.emergence },
      { does: "eradicate", on: "2026-04-03", time: "16:00", scene: "clearedRoof" },
      { does: "clean", on: "2026-04-18", time: "16:10" },
      { does: "close", on: "2026-04-19", time: "09:30", note: "回访无异常，已答复举报群众" },
    ],
  },
  {
    on: "2026-04-17",
    time: "10:40",
    community: 5,
    where: "yard",
    source: "patrol",
    stage: "flowering",
    stems: 300,
    sampledOver: 60,
    note: "后院围墙内，花已开",
    scenes: ["flowers", "flower", "leaf"],
    steps: [
      { does: "verify", on: "2026-04-17", time: "11:30", basis: BASIS.flowering },
      { does: "eradicate", on: "2026-04-17", time: "15:00", scene: "cleared", note: "派出所现场取证后铲除" },
      { does: "clean", on: "2026-04-25", time: "10:00" },
      { does: "close", on: "2026-04-26", time: "09:00", note: "回访无异常，案件由派出所另行办理" },
    ],
  },
  {
    on: "2026-04-20",
    time: "16:22",
    community: 1,
    where: "flat",
    source: "patrol",
    stage: "flowering",
    stems: 5,
    note: "阳台花盆内五株红花",
    scenes: ["cornPoppy"],
    steps: [
      {
        does: "rule_out",
        on: "2026-04-20",
        time: "17:10",
        lookAlike: "corn-poppy",
        basis: "茎叶有刚毛，蒴果小而无毛，为虞美人盆栽",
      },
    ],
  },
  {
    on: "2026-04-24",
    time: "09:15",
    community: 3,
    where: "greenhouse",
    source: "police",
    stage: "flowering",
    stems: 86,
    note: "派出所线索：大棚角落间种",
    scenes: ["flowers", "leaf"],
    steps: [
      { does: "verify", on: "2026-04-24", time: "10:05", basis: BASIS.flowering },
      { does: "eradicate", on: "2026-04-24", time: "11:00", scene: "cleared" },
      { does: "clean", on: "2026-05-02", time: "09:30" },
      { does: "clean", on: "2026-05-14", time: "09:20" },
    ],
  },
  {
    on: "2026-04-29",
    time: "10:30",
    community: 4,
    where: "vegetable-patch",
    source: "cross_check",
    stage: "flowering",
    stems: 15,
    note: "交叉复查时在地头发现零星植株",
    scenes: ["flowers", "flower"],
    steps: [
      { does: "verify", on: "2026-04-29", time: "11:10", basis: BASIS.flowering },
      { does: "eradicate", on: "2026-04-29", time: "11:30", scene: "cleared" },
      { does: "clean", on: "2026-05-07", time: "10:00" },
      { does: "close", on: "2026-05-08", time: "09:00", note: "回访无异常" },
    ],
  },
  {
    on: "2026-05-06",
    time: "15:10",
    community: 5,
    where: "wasteland",
    source: "patrol",
    stage: "flowering",
    stems: 64,
    note: "荒地杂草中，有踩踏小路",
    scenes: ["flowers", "leaf"],
    steps: [
      { does: "verify", on: "2026-05-06", time: "16:00", basis: BASIS.flowering },
      { does: "eradicate", on: "2026-05-06", time: "17:00", scene: "cleared" },
      { does: "regrown", on: "2026-05-21", time: "09:45", stems: 12 },
    ],
  },
  {
    on: "2026-05-11",
    time: "11:05",
    community: 3,
    where: "river-bank",
    source: "drone",
    stage: "fruiting",
    stems: 210,
    sampledOver: 70,
    note: "无人机航拍见浅色斑块，现场为成片植株",
    scenes: ["capsules", "capsule"],
    steps: [
      { does: "verify", on: "2026-05-11", time: "15:00", basis: BASIS.fruiting },
      { does: "eradicate", on: "2026-05-12", time: "09:00", scene: "cleared" },
    ],
  },
  {
    on: "2026-05-15",
    time: "16:40",
    community: 2,
    where: "wasteland",
    source: "satellite",
    stage: "fruiting",
    stems: 135,
    note: "区禁毒办转来卫星疑似点位",
    scenes: ["capsules", "leaf"],
    steps: [
      { does: "verify", on: "2026-05-16", time: "09:10", basis: BASIS.fruiting },
      { does: "eradicate", on: "2026-05-16", time: "10:30", scene: "cleared" },
    ],
  },
  {
    on: "2026-05-18",
    time: "09:26",
    community: 4,
    where: "courtyard",
    source: "patrol",
    stage: "fruiting",
    stems: 9,
    note: "空置院落墙根九株",
    scenes: ["capsules", "capsule"],
    steps: [
      { does: "verify", on: "2026-05-18", time: "10:15", basis: BASIS.fruiting },
      { does: "eradicate", on: "2026-05-18", time: "10:50", scene: "cleared" },
    ],
  },
  {
    on: "2026-05-19",
    time: "18:20",
    community: 1,
    where: "flat",
    source: "resident",
    stage: "flowering",
    stems: 6,
    note: "群众反映窗台摆放疑似罂粟",
    scenes: ["flower"],
    steps: [
      {
        does: "rule_out",
        on: "2026-05-20",
        time: "09:00",
        lookAlike: "artificial",
        basis: "现场查看为绢布假花",
      },
    ],
  },
  {
    on: "2026-05-21",
    time: "15:48",
    community: 5,
    where: "vegetable-patch",
    source: "patrol",
    stage: "fruiting",
    stems: 48,
    note: "豆角架下，部分已割浆",
    scenes: ["capsules", "capsule", "leaf"],
    steps: [{ does: "verify", on: "2026-05-21", time: "17:30", basis: BASIS.fruiting }],
  },
  {
    on: "2026-05-22",
    time: "09:35",
    community: 0,
    where: "courtyard",
    source: "patrol",
    stage: "fruiting",
    stems: 5,
    note: "一楼小院墙角，隔着栅栏看到五株",
    scenes: ["capsules"],
    steps: [],
  },
];
