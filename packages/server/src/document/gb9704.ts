/**
 * Measures and faces of GB/T 9704-2012 in the units of WordprocessingML (twips, half points).
 * Read in secondary pages, not in the standard itself; grid pitches are derived (domain-facts §8).
 */
import { DocumentGridType, type ISectionOptions } from "docx";

const mm = (n: number) => Math.round((n / 25.4) * 1440);

/** 版心 156 × 225 mm. */
export const TYPE_AREA = mm(156);
const LINES = 22;
const CHARACTERS = 28;
/** Rounded down: one twip more and the 22nd line no longer fits. */
export const LINE = Math.floor(mm(225) / LINES);
/** One character of the grid. */
export const CHARACTER = TYPE_AREA / CHARACTERS;
/** 版心 in CSS pixels (96 per inch), which pictures are sized in. */
export const TYPE_AREA_PX = Math.floor((156 / 25.4) * 96);
export const PAGE_LINES_PX = (lines: number) => (lines * LINE * 96) / 1440;

/** 字号 in half points. */
export const SIZE = { mark: 88, two: 44, three: 32, four: 28, smallFour: 24, five: 21 } as const;

/**
 * Faces by name only; the reader's machine has them or its fallback (`fontTable` in docx.ts names it).
 * Digits and Latin letters take Times New Roman, whose digits are half an em like those of 仿宋 and which is everywhere.
 * 仿宋, 楷体, 黑体 and 宋体 come with Windows; the standard asks for 仿宋体, of which 仿宋_GB2312 is one old cut.
 */
const face = (name: string, latin = "Times New Roman") => ({
  ascii: latin,
  hAnsi: latin,
  eastAsia: name,
  cs: latin,
  // Quotation marks and dashes are Chinese here.
  hint: "eastAsia",
});
export const FACE = {
  fangsong: face("仿宋"),
  kai: face("楷体"),
  hei: face("黑体"),
  song: face("宋体", "宋体"),
  xiaobiaosong: face("方正小标宋简体"),
} as const;

export const page: NonNullable<ISectionOptions["properties"]> = {
  page: {
    size: { width: 11906, height: 16838 },
    margin: {
      top: mm(37),
      bottom: mm(35),
      left: mm(28),
      right: mm(26),
      header: mm(15),
      // The dash of the page number stands 7 mm below the type area: half of its 18 pt line is above the dash.
      footer: mm(35 - 7) - 9 * 20,
      gutter: 0,
    },
  },
  grid: {
    type: DocumentGridType.LINES_AND_CHARS,
    linePitch: LINE,
    // Difference between grid pitch and the 16 pt character, in 4096ths of a point, rounded away from overflow.
    charSpace: Math.floor((CHARACTER / 20 - 16) * 4096),
  },
};
