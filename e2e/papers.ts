/** What an office brings along: its plan as DOCX, its ledger as XLSX, photographs. Invented, small, always the same. */
import { crc32, deflateSync } from "node:zlib";
import { Document, Packer, Paragraph } from "docx";
import ExcelJS from "exceljs";
import { addDays, type Day } from "@lingzhu/domain/kernel";

/** A file as a person picks it. */
export interface Paper {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

export const STREET = "西关街道";
export const COMMUNITIES = ["振兴社区", "美庐社区", "祥安社区", "环宇社区", "下关社区", "和园社区"] as const;
export type Community = (typeof COMMUNITIES)[number];

const DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

const monthOf = (day: Day) => `${Number(day.slice(0, 4))}年${Number(day.slice(5, 7))}月`;

/** A plan that runs from the month before `today` to two months after, so that today lies in its second phase. */
export async function planOf(today: Day): Promise<Paper> {
  const month = addDays(`${today.slice(0, 7)}-01`, 14);
  const [before, now, next, end] = [-30, 0, 30, 60].map((days) => monthOf(addDays(month, days))) as [
    string,
    string,
    string,
    string,
  ];
  const lines = [
    `${STREET}${today.slice(0, 4)}年铲毒工作实施方案`,
    "为有效遏制非法种植毒品原植物违法犯罪活动，结合我街道实际情况，特制定本实施方案。",
    "一、时间安排",
    `${before}--${end}（部署发动阶段${before}，踏查铲除阶段${now}至${next}，总结成效阶段${end}）`,
    "二、目标任务",
    "按照“零种植”“零产量”的要求，坚决铲除毒品原植物。",
    "三、加强领导",
    `${STREET}成立铲毒工作领导小组，名单如下：`,
    `组  长：XXX   ${STREET}办事处主任`,
    `副组长：沈  宁   ${STREET}政法委员`,
    "成  员：顾  平   综治中心主任",
    ...["柳  青", "夏  禾", "秦  岚", "苏  木", "安  澜", "白  薇"].map(
      (name, i) => `${name}   ${COMMUNITIES[i]}党总支书记`,
    ),
    "领导小组下设办公室，办公室设在街道综治中心，顾平同志兼任办公室主任。",
    "四、工作要求",
    "（一）严格落实责任。各社区要与街道签订责任书，逐户发放告知书，建立包居包户工作责任制。",
    "（二）全面科学踏查。采取分组包片、交叉复查的方式开展踏查，确保全覆盖、无死角。",
    "（三）及时报送情况。各社区要定期将工作进展情况、工作图片向禁毒办报告。",
  ];
  const document = new Document({ sections: [{ children: lines.map((text) => new Paragraph(text)) }] });
  return { name: "实施方案.docx", mimeType: DOCX, buffer: await Packer.toBuffer(document) };
}

/** One household or plot of the ledger, as the file has it. */
export interface Row {
  community: Community;
  compound: string;
  building: string;
  unit: string;
  floor: number | null;
  door: string;
  plot: string;
  plotKind: string;
  /** Path below the street, as every list shows it. */
  path: string;
}

type House = [community: Community, compound: string, building: string, units: number, floors: number];
const HOUSES: House[] = [
  ["振兴社区", "汴河花园", "1号楼", 2, 3],
  ["振兴社区", "汴河花园", "2号楼", 1, 6],
  ["美庐社区", "美庐小区", "1号楼", 1, 4],
  ["祥安社区", "祥安家园", "1号楼", 1, 3],
  ["下关社区", "下关新苑", "1号楼", 1, 3],
  ["和园社区", "和园小区", "1号楼", 1, 3],
];
const LANE: [Community, compound: string, doors: number] = ["环宇社区", "环宇庄", 10];
const PLOTS: [Community, compound: string, name: string, kind: string][] = [
  ["振兴社区", "汴河花园", "东侧绿化带", "绿化带"],
  ["振兴社区", "汴河花园", "汴河河滩", "河滩"],
  ["环宇社区", "环宇庄", "庄西荒地", "荒地"],
  ["环宇社区", "环宇庄", "庄南菜地", "菜地"],
  ["下关社区", "下关新苑", "北墙菜地", "菜地"],
  ["和园社区", "和园小区", "楼后空地", "荒地"],
];

/** 60 households in six buildings and a lane, and six plots. */
export function ledgerRows(): Row[] {
  const blank = { building: "", unit: "", floor: null, door: "", plot: "", plotKind: "" };
  const rows: Row[] = [];
  for (const [community, compound, building, units, floors] of HOUSES)
    for (let unit = 1; unit <= units; unit++)
      for (let floor = 1; floor <= floors; floor++)
        for (const end of ["01", "02"]) {
          const door = `${floor}${end}`;
          const path = [community, compound, building, `${unit}单元`, door].join(" ");
          rows.push({ ...blank, community, compound, building, unit: `${unit}单元`, floor, door, path });
        }
  const [community, compound, doors] = LANE;
  for (let door = 1; door <= doors; door++)
    rows.push({
      ...blank,
      community,
      compound,
      door: String(door),
      path: `${community} ${compound} ${door}`,
    });
  for (const [community, compound, plot, plotKind] of PLOTS)
    rows.push({ ...blank, community, compound, plot, plotKind, path: `${community} ${compound} ${plot}` });
  return rows;
}

/** A community large enough for a whole day on foot: ten buildings with 36 doors each. */
export function largeLedgerRows(): Row[] {
  const [community, compound] = ["振兴社区", "汴河花园"] as const;
  const blank = { plot: "", plotKind: "" };
  const rows: Row[] = [];
  for (let house = 1; house <= 10; house++)
    for (const unit of ["1单元", "2单元"])
      for (let floor = 1; floor <= 9; floor++)
        for (const end of ["01", "02"]) {
          const [building, door] = [`${house}号楼`, `${floor}${end}`];
          const path = [community, compound, building, unit, door].join(" ");
          rows.push({ ...blank, community, compound, building, unit, floor, door, path });
        }
  // What the arrangement of a street asks for besides.
  return [...rows, ...ledgerRows().filter(({ plot }) => plot !== "")];
}

/** Where the street lies; places stand a few metres apart from here. */
export const CENTRE = { longitude: 116.96, latitude: 33.64 };
export const BAD_ROW_DOOR = "待补";

/** The ledger with its rows, one heading that nobody can know, and one row without a door. */
export async function ledgerOf(rows: readonly Row[]): Promise<Paper> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet("住户和地块");
  sheet.addRow([
    "所属社区",
    "小区名称",
    "楼栋",
    "单元",
    "楼层",
    "房号",
    "户主姓名",
    "家里几口",
    "地块名称",
    "地块类型",
    "经度",
    "纬度",
  ]);
  rows.forEach((row, i) => {
    const isPlot = row.plot !== "";
    sheet.addRow([
      row.community,
      row.compound,
      row.building,
      row.unit,
      row.floor,
      // A courtyard's 3号 is the same door as 3.
      row.building === "" && !isPlot ? `${row.door}号` : row.door,
      isPlot ? "" : `${"赵钱孙李周吴郑王"[i % 8]}${"安平和顺"[i % 4]}`,
      isPlot ? null : 1 + (i % 5),
      row.plot,
      row.plotKind,
      CENTRE.longitude + (i % 10) * 0.0001,
      CENTRE.latitude + Math.floor(i / 10) * 0.0001,
    ]);
  });
  sheet.addRow(["振兴社区", "汴河花园", "2号楼", "1单元", 6, "", "冯远", 3]);
  return { name: "台账.xlsx", mimeType: XLSX, buffer: Buffer.from(await book.xlsx.writeBuffer()) };
}

/** A plain PNG of one colour; equal colours give equal bytes. */
export function photograph(name: string, [red, green, blue]: readonly [number, number, number]): Paper {
  const line = Buffer.concat([Buffer.of(0), Buffer.alloc(64 * 3, Buffer.of(red, green, blue))]);
  return pngOf(
    name,
    64,
    Array.from({ length: 48 }, () => line),
  );
}

/** A PNG of `width` × `height` coloured grains, as hard to compress as grass is; equal seeds give equal bytes. */
export function grass(name: string, seed: number, width = 640, height = 480): Paper {
  let state = seed * 2_654_435_761;
  const grain = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0) >>> 24;
  const lines = Array.from({ length: height }, () =>
    Buffer.concat([Buffer.of(0), Buffer.from(Array.from({ length: width * 3 }, grain))]),
  );
  return pngOf(name, width, lines);
}

/** `lines` with their filter byte in front. */
function pngOf(name: string, width: number, lines: readonly Buffer[]): Paper {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(lines.length, 4);
  // Eight bits a channel, colour without alpha.
  header.set([8, 2], 8);
  const buffer = Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(Buffer.concat(lines), { level: 1 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
  return { name, mimeType: "image/png", buffer };
}
