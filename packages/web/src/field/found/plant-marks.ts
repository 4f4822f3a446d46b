/** 看三处: the marks that tell 罂粟 from its look-alikes, as seen on the spot. Pure. */

export const plantMarks = {
  hair: { part: "茎和叶", poppy: "光滑，有白粉", other: "有硬毛，扎手" },
  leaf: { part: "上部的叶", poppy: "抱着茎", other: "裂得细，不抱茎" },
  fruit: { part: "果", poppy: "圆球形，较大", other: "很小，或细长" },
} as const;
export type PlantMark = keyof typeof plantMarks;
export type SeenAs = "poppy" | "other";
/** What was not looked at, or could not be told, is left out. */
export type SeenMarks = Partial<Record<PlantMark, SeenAs>>;

const markNames = Object.keys(plantMarks) as PlantMark[];

/** The marks in words for the note of the report: 茎和叶光滑，有白粉；上部的叶抱着茎. Empty when none was told. */
export const marksWords = (seen: SeenMarks): string =>
  markNames
    .flatMap((mark) => {
      const as = seen[mark];
      return as ? [`${plantMarks[mark].part}${plantMarks[mark][as]}`] : [];
    })
    .join("；");

/** What the marks come to, in words; null while nothing was told. Nobody is ever told not to report. */
export function marksAdvice(seen: SeenMarks): string | null {
  const told = markNames.flatMap((mark) => seen[mark] ?? []);
  if (told.length === 0) return null;
  const like = told.filter((as) => as === "poppy").length;
  if (like === told.length)
    return told.length === markNames.length ? "三处都像罂粟，请守住现场，继续上报。" : "像罂粟，请继续上报。";
  if (like === 0) return "更像虞美人一类。拿不准也请上报，由街道和派出所核实。";
  return "有像有不像，请多拍几张，由街道和派出所核实。";
}
