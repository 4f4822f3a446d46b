import { strFromU8, unzipSync } from "fflate";
import { beforeAll, describe, expect, it } from "vitest";
import type { OfficialDocument } from "@lingzhu/domain/document";
import { balancedLines, writeDocx } from "./docx.ts";

const official: OfficialDocument = {
  issuerMark: "西关街道办事处文件",
  number: "西办〔2026〕3号",
  title: "西关街道2026年春季禁种铲毒专项行动总结报告",
  recipient: "埇桥区禁毒委员会办公室",
  blocks: [
    { kind: "heading", level: 1, text: "总体情况" },
    { kind: "paragraph", text: "未发现非法种植毒品原植物 <&>。" },
    { kind: "heading", level: 1, text: "工作开展情况" },
    { kind: "heading", level: 2, text: "分轮踏查" },
    { kind: "heading", level: 3, text: "第一轮" },
    { kind: "heading", level: 4, text: "住户" },
    {
      kind: "table",
      caption: "各社区踏查情况",
      columns: [
        { header: "社区", align: "left", width: 2 },
        { header: "住户\n应查", align: "right", width: 1 },
      ],
      rows: [
        ["振兴社区", "2310"],
        ["美庐社区", "1985"],
      ],
      sum: ["合计", "4295"],
      note: "住户按户计。",
    },
    {
      kind: "figure",
      caption: "各社区已查占比",
      alt: "条形图：振兴社区99.6%、美庐社区没有应查住户。",
      chart: {
        unit: "%",
        max: 100,
        categories: ["振兴社区", "美庐社区"],
        series: [{ name: "住户", values: [99.6, null], labels: ["99.6%", "—"] }],
      },
    },
  ],
  attachments: ["未查住户清单", "发现明细"],
  signature: "西关街道办事处",
  date: "2026-06-20",
  copiedTo: ["西关派出所"],
  printed: { by: "西关街道党政办公室", date: "2026-06-21" },
};

let files: Record<string, Uint8Array>;
let body: string;
const part = (path: string) => strFromU8(files[path]!);
const paragraphs = () => body.match(/<w:p>.*?<\/w:p>|<w:p [^>]*>.*?<\/w:p>/gs)!;
const textOf = (xml: string) =>
  Array.from(xml.matchAll(/<w:t[ >][^<]*<|<w:t>[^<]*/g), (m) => m[0].replace(/^<w:t[^>]*>|<$/g, "")).join("");
const paragraphWith = (text: string) => paragraphs().find((xml) => textOf(xml).includes(text))!;

beforeAll(async () => {
  files = unzipSync(await writeDocx(official));
  body = part("word/document.xml");
});

describe("GB/T 9704-2012 layout", () => {
  it("is A4 with the type area of 156 × 225 mm", () => {
    expect(body).toMatch(/<w:pgSz w:w="11906" w:h="16838"/);
    const margin = Object.fromEntries(
      Array.from(/<w:pgMar ([^>]*)\/>/.exec(body)![1]!.matchAll(/w:(\w+)="(\d+)"/g), (m) => [
        m[1]!,
        Number(m[2]),
      ]),
    );
    const mm = (twips: number) => Math.round((twips / 1440) * 25.4);
    expect([margin["top"], margin["left"], margin["right"], margin["bottom"]].map((t) => mm(t!))).toEqual([
      37, 28, 26, 35,
    ]);
  });
  it("has a grid of 22 lines and 28 characters", () => {
    const [, type, linePitch, charSpace] =
      /<w:docGrid w:type="(\w+)" w:linePitch="(\d+)" w:charSpace="(-?\d+)"/.exec(body)!;
    expect(type).toBe("linesAndChars");
    const height = 16838 - 2098 - 1984;
    expect(Math.floor(height / Number(linePitch))).toBe(22);
    expect(Math.floor(442.2 / (16 + Number(charSpace) / 4096))).toBe(28);
    expect(part("word/styles.xml")).toMatch(
      /w:styleId="Normal".*?w:line="579" w:lineRule="exact".*?<w:sz w:val="32"\/>/s,
    );
  });
  it("sets each level in its face and size", () => {
    const styles = part("word/styles.xml");
    const style = (id: string) => new RegExp(`w:styleId="${id}".*?</w:style>`, "s").exec(styles)![0];
    expect(style("Title")).toMatch(/w:eastAsia="方正小标宋简体".*<w:sz w:val="44"\/>/s);
    expect(style("Heading1")).toContain(`w:eastAsia="黑体"`);
    expect(style("Heading2")).toContain(`w:eastAsia="楷体"`);
    expect(style("Heading3")).toContain(`w:eastAsia="仿宋"`);
    expect(style("BodyText")).toContain(`w:firstLineChars="200"`);
    expect(style("PageNumberLine")).toMatch(/w:eastAsia="宋体".*<w:sz w:val="28"\/>/s);
    expect(part("word/fontTable.xml")).toContain(`<w:font w:name="方正小标宋简体"><w:altName w:val="`);
  });
  it("names only styles that exist", () => {
    const known = new Set(Array.from(part("word/styles.xml").matchAll(/w:styleId="(\w+)"/g), (m) => m[1]));
    const all =
      body +
      Object.keys(files)
        .filter((path) => path.startsWith("word/footer"))
        .map(part)
        .join("");
    for (const [, id] of all.matchAll(/<w:pStyle w:val="(\w+)"/g)) expect(known).toContain(id);
  });
  it("puts the page number on the outer side, one character in", () => {
    expect(part("word/settings.xml")).toContain("<w:evenAndOddHeaders/>");
    const rels = part("word/_rels/document.xml.rels");
    const footer = (type: string) => {
      const id = new RegExp(`<w:footerReference w:type="${type}" r:id="(\\w+)"`).exec(body)![1]!;
      const target = new RegExp(`Id="${id}"[^>]*Target="([^"]+)"`).exec(rels)![1]!;
      return part(`word/${target}`);
    };
    expect(footer("default")).toMatch(/w:right="316".*<w:jc w:val="right"\/>/s);
    expect(footer("even")).toMatch(/w:left="316".*<w:jc w:val="left"\/>/s);
    expect(textOf(footer("default"))).toBe("—  —");
    expect(footer("default")).toContain("PAGE");
  });
});

describe("content", () => {
  it("numbers the headings", () => {
    for (const text of ["一、总体情况", "二、工作开展情况", "（一）分轮踏查", "1.第一轮", "（1）住户"]) {
      expect(paragraphWith(text)).toMatch(/<w:pStyle w:val="Heading[1-4]"\/>/);
    }
    expect(paragraphWith("未发现非法")).toContain("&lt;&amp;&gt;");
  });
  it("repeats the table's header, keeps rows whole and numbers right", () => {
    const table = /<w:tbl>.*?<\/w:tbl>/s.exec(body)![0];
    const rows = table.match(/<w:tr>.*?<\/w:tr>|<w:tr .*?<\/w:tr>/gs)!;
    expect(rows.map((row) => row.match(/<w:tc>.*?<\/w:tc>/gs)!.map(textOf))).toEqual([
      ["社区", "住户应查"],
      ["振兴社区", "2310"],
      ["美庐社区", "1985"],
      ["合计", "4295"],
    ]);
    expect(rows.map((row) => row.includes("<w:tblHeader/>"))).toEqual([true, false, false, false]);
    expect(rows.every((row) => row.includes("<w:cantSplit/>"))).toBe(true);
    expect(rows[1]).toMatch(/<w:jc w:val="right"\/>(?:(?!<w:jc).)*2310/s);
    expect(textOf(paragraphWith("表1"))).toBe("表1　各社区踏查情况");
    const widths = Array.from(table.matchAll(/<w:gridCol w:w="(\d+)"/g), (m) => Number(m[1]));
    expect(widths.reduce((a, b) => a + b, 0)).toBe(8844);
  });
  it("shows the chart as a picture that can be read out", () => {
    expect(body).toContain(`descr="条形图：振兴社区99.6%、美庐社区没有应查住户。"`);
    const image = Object.keys(files).find((path) => path.startsWith("word/media/"))!;
    expect(Array.from(files[image]!.subarray(1, 4))).toEqual([0x50, 0x4e, 0x47]);
    expect(textOf(paragraphWith("图1"))).toBe("图1　各社区已查占比");
  });
  it("stands the date four characters in, with the signature centred above", () => {
    const right = (text: string) => Number(/w:right="(\d+)"/.exec(paragraphWith(text))![1]);
    expect(right("2026年6月20日")).toBe(Math.round((4 * 8844) / 28));
    const signature = paragraphs().findLast((xml) => textOf(xml) === "西关街道办事处")!;
    expect(signature).toContain(`w:right="${Math.round((3.75 * 8844) / 28)}"`);
  });
  it("closes with attachments and imprint", () => {
    expect(textOf(paragraphWith("附件："))).toBe("附件：1.未查住户清单");
    expect(textOf(paragraphWith("抄送"))).toBe("抄送：西关派出所。");
    expect(body).toMatch(/<w:tblpPr [^>]*w:tblpYSpec="bottom"[^>]*w:vertAnchor="margin"/);
    expect(textOf(paragraphWith("印发"))).toContain("2026年6月21日印发");
  });
  it("leaves out what a plain document has not", async () => {
    const plain = unzipSync(
      await writeDocx({
        ...official,
        issuerMark: null,
        number: null,
        recipient: null,
        attachments: [],
        copiedTo: [],
        printed: null,
        blocks: [],
      }),
    );
    const text = textOf(strFromU8(plain["word/document.xml"]!));
    expect(text).toBe("西关街道2026年春季禁种铲毒专项行动总结报告西关街道办事处2026年6月20日");
  });
});

it("balances a long title and never breaks a year", () => {
  const title = "关于进一步加强西关街道2026年春季禁种铲毒专项行动工作的情况报告";
  const lines = balancedLines(title, 18);
  expect(lines.join("")).toBe(title);
  expect(lines).toHaveLength(2);
  expect(lines.every((line) => Array.from(line).length <= 20)).toBe(true);
  expect(lines[0]).not.toMatch(/\d$/);
});
