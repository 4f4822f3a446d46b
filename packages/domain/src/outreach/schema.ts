/** 入户宣传: notices served and commitments signed at a household, and publicity in public places. */
import { z } from "zod";

/** 告知书 served on a household. */
export const noticeResults = {
  handed: "当面送达",
  posted: "张贴送达",
  refused: "拒收",
  no_one_in: "无人",
} as const;
export type NoticeResult = keyof typeof noticeResults;
export const noticeResultNames = Object.keys(noticeResults) as [NoticeResult, ...NoticeResult[]];

/** 承诺书 signed by a key household, or by whoever uses a key plot. */
export const commitmentResults = { signed: "已签", refused: "拒签" } as const;
export type CommitmentResult = keyof typeof commitmentResults;
export const commitmentResultNames = Object.keys(commitmentResults) as [
  CommitmentResult,
  ...CommitmentResult[],
];

/** 宣传活动 by form. */
export const publicityForms = {
  lecture: "讲座",
  leaflet: "发放资料",
  broadcast: "广播",
  banner: "横幅标语",
  screen: "电子屏",
  visit: "走访",
  other: "其他",
} as const;
export type PublicityForm = keyof typeof publicityForms;
export const publicityFormNames = Object.keys(publicityForms) as [PublicityForm, ...PublicityForm[]];

const Note = z.string().trim().max(500).optional();

/** The body of a `notice` fact; the household is in the envelope. */
export const NoticeBody = z.object({ result: z.enum(noticeResultNames), note: Note });
export type NoticeBody = z.infer<typeof NoticeBody>;

/**
 * The body of a `commitment` fact. The signed sheet, or the signature drawn on the screen, is a photograph that belongs
 * to this fact, with view "document" or "signature".
 */
export const CommitmentBody = z.object({ result: z.enum(commitmentResultNames), note: Note });
export type CommitmentBody = z.infer<typeof CommitmentBody>;

/** The body of a `publicity` fact; its place is a community, a compound …, or null for the whole street. */
export const PublicityBody = z.object({
  form: z.enum(publicityFormNames),
  title: z.string().trim().min(1, "请填写活动名称").max(80),
  /** People reached, as counted or estimated on the spot. */
  people: z.number().int().min(0).max(1_000_000).optional(),
  /** Leaflets, posters … handed out. */
  materials: z.number().int().min(0).max(1_000_000).optional(),
  note: Note,
});
export type PublicityBody = z.infer<typeof PublicityBody>;
