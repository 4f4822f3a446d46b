/**
 * Every reader of foreign bytes. A target takes any bytes and returns, or throws a refusal of the problem table: nothing
 * else may come out of it, no fault, no crash, no endless loop.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { strToU8, zipSync } from "fflate";
import { Fact, SyncBatch } from "@lingzhu/domain/sync";
import { SignedHeadsFile } from "@lingzhu/domain/audit";
import { open, seal } from "../../src/backup/sealed-stream.ts";
import { pack, unpack } from "../../src/backup/parcel.ts";
import { readPlanFile } from "../../src/campaign/read-plan.ts";
import { coverageCommand } from "../../src/cli/coverage.ts";
import { imageType } from "../../src/photograph/media.ts";
import { openLedgerFile } from "../../src/place/ledger-file.ts";

export interface Target {
  name: string;
  /** Whole and sound inputs to start from. */
  seeds: () => Promise<Buffer[]> | Buffer[];
  read: (bytes: Buffer) => Promise<unknown> | unknown;
  /** Puts damaged content into a sound wrapping, e.g. a ZIP, so that damage reaches the reader behind it. */
  wrap?: (content: Buffer) => Buffer;
}

const text = (...lines: string[]) => Buffer.from(lines.join("\n"));
const PLAN = text(
  "西关街道2027年春季铲毒工作实施方案",
  "一、时间安排",
  "2027年3月－2027年6月（部署发动阶段2027年3月1日至3月15日，踏查铲除阶段3月16日至5月31日，总结阶段6月）",
  "二、目标任务　确保实现“零种植、零产量”。",
  "三、加强领导　成立领导小组：",
  "组　长：某　甲　街道办事处主任",
  "副组长：某乙　街道政法委员",
  "领导小组办公室设在综治中心，某丙同志兼任办公室主任。",
  "四、各社区要逐户发放告知书，每周向禁毒办报告进展情况。",
);
const docx = (xml: Buffer) => Buffer.from(zipSync({ "word/document.xml": new Uint8Array(xml) }));
const DOCUMENT = Buffer.from(
  `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${PLAN.toString()
    .split("\n")
    .map((line) => `<w:p><w:r><w:t xml:space="preserve">${line}</w:t></w:r></w:p>`)
    .join(
      "",
    )}<w:tbl><w:tr><w:tc><w:p><w:r><w:t>组长</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>`,
);
const PDF = text(
  "%PDF-1.4",
  "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj",
  "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj",
  "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj",
  "4 0 obj<</Length 220>>stream",
  "BT /F1 12 Tf 20 200 Td (Plan of the spring campaign 2027 of a street, from 2027-03-01 to 2027-06-30) Tj",
  "0 -20 Td (The leading group meets each week and the communities report to the office) Tj ET",
  "endstream endobj",
  "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj",
  "trailer<</Root 1 0 R>>",
  "%%EOF",
);
const LEDGER = text(
  "社区,小区,楼号,单元,房号,户主,电话,经度,纬度",
  "振兴社区,振兴小区,1号楼,1单元,101,某甲,13800000000,116.96,33.64",
  '祥安社区,"祥安,小区",2号楼,2单元,202,某乙,,,',
);
const SHEET = Buffer.from(
  `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${LEDGER.toString()
    .split("\n")
    .map((line, r) => {
      const cells = line.split(",").map((cell, c) => {
        const at = `${String.fromCharCode(65 + c)}${r + 1}`;
        return `<c r="${at}" t="inlineStr"><is><t>${cell.replaceAll('"', "")}</t></is></c>`;
      });
      return `<row r="${r + 1}">${cells.join("")}</row>`;
    })
    .join("")}</sheetData></worksheet>`,
);
const xlsx = (sheet: Buffer) =>
  Buffer.from(
    zipSync({
      "[Content_Types].xml": strToU8("<Types/>"),
      "xl/workbook.xml": strToU8(
        '<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="台账" sheetId="1" r:id="rId1"/></sheets></workbook>',
      ),
      "xl/_rels/workbook.xml.rels": strToU8(
        '<Relationships><Relationship Id="rId1" Type="worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
      ),
      "xl/worksheets/sheet1.xml": new Uint8Array(sheet),
    }),
  );

async function readLedger(bytes: Buffer): Promise<void> {
  const file = await openLedgerFile(bytes, "台账.xlsx");
  let rows = 0;
  for await (const row of file.rows) if (row && ++rows > 10_000) break;
}

const GPX = text(
  '<?xml version="1.0"?><gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>',
  '<trkpt lat="33.64" lon="116.96"><time>2026-04-01T01:00:00Z</time></trkpt>',
  '<trkpt lat="33.6401" lon="116.9601"><time>2026-04-01T01:00:10Z</time></trkpt></trkseg></trk></gpx>',
);
const LINE = Buffer.from(
  JSON.stringify({
    type: "FeatureCollection",
    features: [
      {
        type: "Feature",
        properties: { times: [1, 2] },
        geometry: {
          type: "LineString",
          coordinates: [
            [116.96, 33.64],
            [116.9601, 33.6401],
          ],
        },
      },
    ],
  }),
);
const CSV = text(
  "lon,lat,time,accuracy",
  "116.96,33.64,2026-04-01T01:00:00Z,5",
  "116.9601,33.6401,2026-04-01T01:00:09Z,5",
);
const ZONES = Buffer.from(
  JSON.stringify({
    type: "FeatureCollection",
    features: [
      {
        type: "Feature",
        properties: { id: "a" },
        geometry: {
          type: "Polygon",
          coordinates: [
            [
              [116.96, 33.64],
              [116.961, 33.64],
              [116.961, 33.641],
              [116.96, 33.641],
              [116.96, 33.64],
            ],
          ],
        },
      },
    ],
  }),
);
const DOORS = text("id,lon,lat", "1,116.9602,33.6402", "2,116.9603,33.6403");

/** The command as a person runs it: done, or refused with status 2 and a reason; exactly one document or none. */
async function coverage(files: { name: string; bytes: Buffer }, bytes: Buffer): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "lingzhu-fuzz-"));
  try {
    const put = (name: string, content: Buffer) => {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    };
    const tracks = files.name === "tracks" ? put("tracks.any", bytes) : put("tracks.csv", CSV);
    const zones = put("zones.geojson", files.name === "zones" ? bytes : ZONES);
    const doors = put("doors.csv", files.name === "doors" ? bytes : DOORS);
    let out = "";
    let said = "";
    const io = {
      stdout: { write: (part: string) => (out += part) },
      stderr: { write: (part: string) => (said += part) },
    };
    const args = ["--tracks", tracks, "--zones", zones, "--households", doors, "--cell", "2", "--json"];
    const status = await coverageCommand(args, io).catch((error: unknown) => {
      if ((error as Error).name !== "Unusable") throw error;
      said = (error as Error).message;
      return 2;
    });
    if (status === 0) JSON.parse(out);
    else if (status !== 2 || out !== "" || said === "")
      throw new Error(`status ${status}, said ${said}, wrote ${out.length}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
const ofCoverage = (name: string, seeds: Buffer[]): Target => ({
  name: `coverage ${name}`,
  seeds: () => seeds,
  read: (bytes) => coverage({ name, bytes }, bytes),
});

const KEY = Buffer.alloc(32, 5);
async function collected(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of source) parts.push(part);
  return Buffer.concat(parts);
}
async function* parcels() {
  yield { name: "manifest", bytes: Buffer.from("{}") };
  yield { name: "table/fact", bytes: Buffer.from("1\t2\n") };
}

/** A batch as a phone sends it: the shape of each fact is judged one by one. */
function readBatch(bytes: Buffer): void {
  let parsed: unknown;
  try {
    parsed = JSON.parse(bytes.toString("utf8"));
  } catch {
    return; // The HTTP server refuses what is no JSON.
  }
  const batch = SyncBatch.safeParse(parsed);
  if (batch.success) for (const fact of batch.data.facts) Fact.safeParse(fact);
}
const BATCH = Buffer.from(
  JSON.stringify({
    facts: [
      {
        id: "0195a000-0000-7000-8000-000000000001",
        kind: "visit",
        deviceId: "0195a000-0000-7000-8000-000000000002",
        recordedAt: 1_772_000_000_000,
        placeId: "0195a000-0000-7000-8000-000000000003",
        position: { lon: 116.96, lat: 33.64, accuracy: 8 },
        body: { outcome: "checked", note: "无异常" },
      },
    ],
  }),
);

export const targets: Target[] = [
  { name: "plan text", seeds: () => [PLAN], read: (bytes) => readPlanFile(bytes, "方案.txt") },
  {
    name: "plan docx",
    seeds: () => [DOCUMENT],
    wrap: docx,
    read: (bytes) => readPlanFile(bytes, "方案.docx"),
  },
  {
    name: "plan docx as bytes",
    seeds: () => [docx(DOCUMENT)],
    read: (bytes) => readPlanFile(bytes, "方案.docx"),
  },
  { name: "plan pdf", seeds: () => [PDF], read: (bytes) => readPlanFile(bytes, "方案.pdf") },
  { name: "ledger csv", seeds: () => [LEDGER], read: readLedger },
  { name: "ledger xlsx", seeds: () => [SHEET], wrap: xlsx, read: readLedger },
  { name: "ledger xlsx as bytes", seeds: () => [xlsx(SHEET)], read: readLedger },
  ofCoverage("tracks", [GPX, LINE, CSV]),
  ofCoverage("zones", [ZONES]),
  ofCoverage("doors", [DOORS]),
  {
    name: "image type",
    seeds: () => [
      Buffer.from([0xff, 0xd8, 0xff, 0xe0]),
      Buffer.from("RIFF....WEBP"),
      Buffer.from("\x89PNG\r\n"),
    ],
    read: imageType,
  },
  { name: "sync batch", seeds: () => [BATCH], read: readBatch },
  {
    name: "backup stream",
    seeds: async () => [await collected(seal(pack(parcels()), KEY))],
    read: async (bytes) => {
      for await (const _ of unpack(open(Readable.from([bytes]), KEY)));
    },
  },
  {
    name: "backup parcels",
    seeds: async () => [await collected(pack(parcels()))],
    read: async (bytes) => {
      for await (const _ of unpack(Readable.from([bytes])));
    },
  },
  {
    name: "signed heads",
    seeds: () => [Buffer.from('{"format":"lingzhu-audit-heads/1","publicKey":"","heads":[]}')],
    read: (bytes) => {
      try {
        SignedHeadsFile.safeParse(JSON.parse(bytes.toString("utf8")));
      } catch (error) {
        if (!(error instanceof SyntaxError)) throw error;
      }
    },
  },
];
