/** 可信程度: the grade of a visit and the reasons for it, each a stable code with its Chinese words. */
import { z } from "zod";

export const grades = { A: "可信", B: "较可信", C: "存疑", D: "无法判断" } as const;
export type Grade = keyof typeof grades;
export const gradeNames = Object.keys(grades) as [Grade, ...Grade[]];

/** Whether a visit counts as really made: graded A or B, or stood for by a named person. */
export const isBelievable = (grade: Grade | null, approved: boolean): boolean =>
  approved || grade === "A" || grade === "B";

const metres = (n: number) => (n >= 1000 ? `${(n / 1000).toFixed(1)} 公里` : `${Math.round(n)} 米`);
const minutes = (seconds: number) =>
  seconds < 60 ? `${Math.round(seconds)} 秒` : `${Math.round(seconds / 60)} 分钟`;

type Weight = "for" | "weak" | "doubt" | "unknown";
interface ReasonEntry {
  /** for: speaks for presence; weak: does not settle it; doubt: speaks against; unknown: nothing to judge by. */
  weight: Weight;
  words: (amount: number) => string;
}
const entry = (weight: Weight, words: ReasonEntry["words"]): ReasonEntry => ({ weight, words });

/** In the order in which they are shown. Amounts are metres, seconds, metres per second, or counts, as the words say. */
export const reasonTable = {
  far: entry("doubt", (m) => `定位离这里约 ${metres(m)}`),
  track_elsewhere: entry("doubt", (m) => `当时的轨迹在约 ${metres(m)}以外`),
  too_fast: entry("doubt", (v) => `与前后记录之间须每小时 ${Math.round(v * 3.6)} 公里`),
  jump: entry("doubt", (m) => `前后轨迹瞬间跳动约 ${metres(m)}`),
  batch: entry("doubt", (n) => `一分钟内连记 ${n} 处`),
  same_fix: entry("doubt", (n) => `与另外 ${n} 处的定位完全相同`),
  copied_fix: entry("doubt", (n) => `与另外 ${n} 人手机的定位完全相同`),
  two_phones: entry("doubt", (n) => `同一人同时用 ${n} 部手机记录`),
  clock: entry("doubt", (s) => `手机时间相差约 ${minutes(s)}`),
  no_place: entry("unknown", () => "台账里没有这里的位置"),
  no_position: entry("unknown", () => "没有定位，也没有轨迹经过"),
  coarse_fix: entry("weak", (m) => `定位误差约 ${metres(m)}`),
  stale_fix: entry("weak", (s) => `定位是 ${minutes(s)}前的`),
  no_track: entry("weak", () => "没有开轨迹"),
  broken_track: entry("weak", () => "前后轨迹有中断"),
  near: entry("for", (m) => `定位在 ${metres(m)}以内`),
  on_track: entry("for", (m) => `轨迹从 ${metres(m)}以内经过`),
  dwell: entry("for", (s) => `停留约 ${minutes(s)}`),
  photograph: entry("for", (n) => `现场照片 ${n} 张`),
} as const satisfies Record<string, ReasonEntry>;
export type ReasonCode = keyof typeof reasonTable;
export const reasonCodes = Object.keys(reasonTable) as [ReasonCode, ...ReasonCode[]];

export const PresenceReason = z.object({ code: z.enum(reasonCodes), amount: z.number() });
export type PresenceReason = z.infer<typeof PresenceReason>;

export const reasonWords = ({ code, amount }: PresenceReason): string => reasonTable[code].words(amount);
export const reasonWeight = ({ code }: PresenceReason): Weight => reasonTable[code].weight;

/** The grade of one visit, with its reasons in words, as it travels with views of the visit. */
export const PresenceView = z.object({
  grade: z.enum(gradeNames),
  reasons: z.array(PresenceReason),
  /** Who stands for it by name, when, and why; null while nobody does. The grade stays as computed. */
  approval: z.object({ by: z.string(), at: z.number(), reason: z.string() }).nullable(),
});
export type PresenceView = z.infer<typeof PresenceView>;
