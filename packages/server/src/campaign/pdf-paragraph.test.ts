import { describe, expect, it } from "vitest";
import { paragraphs, type PdfPage } from "./pdf-paragraph.ts";

/** A line of ten-point words on a page 300 wide, as far to the right as it has words. */
const line = (text: string, y: number, left = 0) => ({
  text,
  left,
  right: left + text.length * 10,
  y,
  size: 10,
});
const page = (...lines: PdfPage["lines"]): PdfPage => ({ lines, width: 340 });
const full = (words: string) => words.padEnd(30, "字");

describe("lines of a PDF", () => {
  it("runs a paragraph on over the end of a page", () => {
    const pages = [
      page(line("一、要求", 90, 20), line(full("各村要"), 80)),
      page(line("及时上报。", 90), line("二、", 80, 20)),
    ];
    expect(paragraphs(pages).split("\n")).toEqual(["一、要求", `${full("各村要")}及时上报。`, "二、"]);
  });
  it("prints a running head once", () => {
    const numbered = (n: number) =>
      page(line("大洋镇文件", 95), line(`第${n}条内容`, 80), line(`共${n}页`, 5));
    expect(paragraphs([numbered(1), numbered(2), numbered(3)]).split("\n")).toEqual([
      "大洋镇文件",
      "第1条内容",
      "共1页",
      "第2条内容",
      "第3条内容",
    ]);
  });
  it("joins nothing on a page of short lines", () => {
    const last = page(line("大洋镇人民政府", 90), line("2025年3月1日", 80));
    expect(paragraphs([last]).split("\n")).toHaveLength(2);
  });
  it("joins what a mark took to the next line before the margin", () => {
    const above = "成立领导小组，组长赵一禾，副组长钱二木（政法委";
    expect(above.length).toBeLessThan(28);
    const pages = [
      page(line(full("为加强"), 90), line(above.padEnd(27, "委"), 80), line("员），成员若干", 70)),
    ];
    expect(paragraphs(pages)).toContain("委员），成员若干");
  });
  it("never joins a numbered line, a role or, where nothing is indented, what follows a full stop", () => {
    const pages = [
      page(
        line(full("成立小组"), 90),
        line("组长 赵一禾", 80),
        line(`${full("")}。`.slice(1), 70),
        line("大洋镇政府", 60),
        line(full("甲"), 50),
        line("（二）宣传", 40),
        line(full("乙"), 30),
        line("2.3月5日动员", 20),
      ),
    ];
    expect(paragraphs(pages).split("\n")).toHaveLength(8);
  });
});
