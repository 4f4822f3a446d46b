/** 株数 as it is typed, and as it is recorded. Pure. */
import { stemsOf, type StemCount } from "@lingzhu/domain/finding";

/** Figures stay as typed text until they are recorded, so that nothing typed is lost or rounded. */
export interface CountDraft {
  method: "counted" | "sampled";
  stems: string;
  /** Planted area in square metres. */
  areaM2: string;
  quadrats: { areaM2: string; stems: string }[];
}

export const emptyCount: CountDraft = {
  method: "counted",
  stems: "",
  areaM2: "",
  quadrats: [{ areaM2: "1", stems: "" }],
};

const whole = (text: string): number | null => {
  const n = Number(text.normalize("NFKC").trim());
  return text.trim() !== "" && Number.isInteger(n) && n >= 0 ? n : null;
};
const positive = (text: string): number | null => {
  const n = Number(text.normalize("NFKC").trim());
  return text.trim() !== "" && Number.isFinite(n) && n > 0 ? n : null;
};

/** The count, or null while it is not complete. Quadrats left quite empty do not count. */
export function countFrom(draft: CountDraft): StemCount | null {
  if (draft.method === "counted") {
    const stems = whole(draft.stems);
    return stems === null || stems > 10_000_000 ? null : { method: "counted", stems };
  }
  const areaM2 = positive(draft.areaM2);
  const used = draft.quadrats.filter(({ stems }) => stems.trim() !== "");
  const quadrats = used.map((quadrat) => ({ areaM2: positive(quadrat.areaM2), stems: whole(quadrat.stems) }));
  const complete = quadrats.filter(
    (quadrat): quadrat is { areaM2: number; stems: number } =>
      quadrat.areaM2 !== null && quadrat.stems !== null,
  );
  if (areaM2 === null || complete.length === 0 || complete.length < quadrats.length) return null;
  return { method: "sampled", areaM2, quadrats: complete };
}

/** What the count comes to, in words: 23 株, 约 420 株. */
export function countWords(count: StemCount): string {
  return count.method === "counted"
    ? `${count.stems} 株`
    : `约 ${stemsOf(count)} 株（${count.quadrats.length} 个样方 × ${count.areaM2} 平方米）`;
}
