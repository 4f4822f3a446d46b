/**
 * Which face stands in where a named one is missing. Word and WPS take `altName`, then the family and the
 * character set; without this table they fall back to whatever face comes first.
 */
interface NamedFace {
  name: string;
  instead: string;
  family: "roman" | "modern" | "script";
}

const faces: NamedFace[] = [
  { name: "方正小标宋简体", instead: "方正小标宋_GBK,小标宋,华文中宋,宋体,SimSun", family: "roman" },
  { name: "仿宋", instead: "仿宋_GB2312,FangSong,华文仿宋", family: "modern" },
  { name: "楷体", instead: "楷体_GB2312,KaiTi,华文楷体", family: "modern" },
  { name: "黑体", instead: "SimHei,华文黑体", family: "modern" },
  { name: "宋体", instead: "SimSun,华文宋体", family: "roman" },
];

const WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/** Replaces the empty table that docx writes when no font is embedded. 0x86 is GB 2312. */
export const fontTable = {
  path: "word/fontTable.xml",
  data:
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="${WORD}">` +
    faces
      .map(
        ({ name, instead, family }) =>
          `<w:font w:name="${name}"><w:altName w:val="${instead}"/>` +
          `<w:charset w:val="86"/><w:family w:val="${family}"/><w:pitch w:val="default"/></w:font>`,
      )
      .join("") +
    `</w:fonts>`,
};
