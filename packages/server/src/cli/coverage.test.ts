import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import iconv from "iconv-lite";
import { localProjection } from "@lingzhu/geo";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { coverageCommand } from "./coverage.ts";

const plane = localProjection(116.9612, 33.6401);
const START = Date.UTC(2026, 3, 18, 1);
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "coverage-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
async function run(...args: string[]) {
  let [out, err] = ["", ""];
  const status = await coverageCommand(args, {
    stdout: { write: (text) => (out += text) },
    stderr: { write: (text) => (err += text) },
  });
  return { status, out, err };
}
const degrees = (x: number, y: number): [number, number] => plane.inverse(x, y);

/** A walk eastwards along y = 0 from x = 0 to 240 m, 1.2 m/s, a fix every 2 s. */
const walk = Array.from({ length: 101 }, (_, n) => ({
  at: degrees(2.4 * n, 0),
  time: new Date(START + 2000 * n).toISOString(),
}));
const csv = (): string =>
  file("walk.csv", `lon,lat,time\n${walk.map(({ at, time }) => `${at[0]},${at[1]},${time}`).join("\n")}\n`);
const zone = (id: string, x0: number, y0: number, x1: number, y1: number) => ({
  type: "Feature",
  properties: { id },
  geometry: {
    type: "Polygon",
    coordinates: [[degrees(x0, y0), degrees(x1, y0), degrees(x1, y1), degrees(x0, y1), degrees(x0, y0)]],
  },
});
const zones = (): string =>
  file(
    "zones.geojson",
    JSON.stringify({
      type: "FeatureCollection",
      features: [zone("甲", 20, -30, 220, 30), zone("乙", 0, 100, 50, 150)],
    }),
  );
const doors = (): string => {
  const rows = [
    ["d1", 100, 10],
    ["d2", 100, 19.5],
    ["d3", 100, 21],
    ["d4", 500, 0],
  ] as const;
  return file(
    "doors.csv",
    `id,lon,lat\n${rows.map(([id, x, y]) => [id, ...degrees(x, y)].join(",")).join("\n")}\n`,
  );
};

describe("lingzhu coverage", () => {
  it("answers with exactly one document of the contract", async () => {
    const { status, out, err } = await run(
      "--tracks",
      csv(),
      "--zones",
      zones(),
      "--households",
      doors(),
      "--json",
    );
    expect({ status, err }).toEqual({ status: 0, err: "" });
    const document = JSON.parse(out);
    expect(Object.keys(document)).toEqual(["tracks", "zones", "households", "ms"]);
    expect(document.tracks).toMatchObject({
      points: 101,
      duplicates: 0,
      dropped: {},
      gaps: [],
      vehicleSeconds: 0,
    });
    expect(document.tracks.metres).toBeCloseTo(240, 1);
    expect(document.zones[0]).toMatchObject({ id: "甲" });
    expect(document.zones[0].areaM2 / 12_000).toBeCloseTo(1, 4);
    expect(document.zones[0].seenM2 / 6_000).toBeCloseTo(1, 2);
    expect(document.zones[1]).toMatchObject({ id: "乙", seenM2: 0, share: 0 });
    expect(document.households).toEqual({ total: 4, near: 2, unseen: ["d3", "d4"] });
    expect(Object.keys(document.ms)).toEqual(["load", "compute"]);
  });

  it("finds the same in GPX and GeoJSON, and counts a file given twice as duplicates", async () => {
    const gpx = file(
      "walk.gpx",
      `<?xml version="1.0"?><gpx version="1.1"><trk><trkseg>${walk.map(({ at, time }) => `<trkpt lat="${at[1]}" lon="${at[0]}"><ele>3</ele><time>${time}</time></trkpt>`).join("")}</trkseg></trk></gpx>`,
    );
    const line = {
      type: "Feature",
      properties: { coordTimes: walk.map((w) => w.time) },
      geometry: { type: "LineString", coordinates: walk.map((w) => w.at) },
    };
    const geojson = file("walk.geojson", JSON.stringify({ type: "FeatureCollection", features: [line] }));
    const answers = [];
    for (const tracks of [csv(), gpx, geojson]) {
      const document = JSON.parse((await run("--tracks", tracks, "--zones", zones(), "--json")).out);
      answers.push({ ...document, ms: null });
    }
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
    const all = JSON.parse((await run("--tracks", gpx, geojson, csv(), "--zones", zones(), "--json")).out);
    expect(all.tracks).toMatchObject({ points: 303, duplicates: 202 });
    expect(all.zones).toEqual(answers[0].zones);
  });

  it("cuts silences unless told to take the track raw", async () => {
    const rows = walk.flatMap(({ at }, n) =>
      n > 20 && n < 80 ? [] : [`${at[0]},${at[1]},${(START + 2000 * n) / 1000}`],
    );
    const broken = file("broken.csv", `经度,纬度,时间\n${rows.join("\n")}`);
    const clean = JSON.parse((await run("--tracks", broken, "--zones", zones(), "--json")).out);
    expect(clean.tracks.gaps).toEqual([
      {
        from: new Date(START + 40_000).toISOString(),
        to: new Date(START + 160_000).toISOString(),
        seconds: 120,
      },
    ]);
    const raw = JSON.parse((await run("--tracks", broken, "--zones", zones(), "--raw", "--json")).out);
    expect(raw.tracks.gaps).toEqual([]);
    expect(raw.zones[0].seenM2).toBeGreaterThan(clean.zones[0].seenM2 + 2000);
  });

  it("follows --width and --near, and speaks to people without --json", async () => {
    const { out } = await run(
      "--tracks",
      csv(),
      "--zones",
      zones(),
      "--households",
      doors(),
      "--width",
      "5",
      "--near",
      "30",
    );
    expect(out).toMatch(/甲 {2}2,0\d\d|甲 {2}1,9\d\d/);
    expect(out).toContain("到过门口 3 / 4 户 75.0%");
    expect(out).toContain("未到 1 户：d4");
    expect(() => JSON.parse(out)).toThrow();
  });

  it("reads what Chinese spreadsheets write: GB 18030, semicolons, a byte order mark", async () => {
    const rows = walk.map(({ at, time }) => `${at[0]};${at[1]};${time}`).join("\r\n");
    const gbk = join(folder, "gbk.csv");
    writeFileSync(gbk, iconv.encode(`经度;纬度;时间\r\n${rows}`, "gb18030"));
    const mark = file("mark.csv", `\uFEFF经度;纬度;时间\r\n${rows}`);
    const plain = JSON.parse((await run("--tracks", csv(), "--zones", zones(), "--json")).out);
    for (const tracks of [gbk, mark]) {
      const { out, status } = await run("--tracks", tracks, "--zones", zones(), "--json");
      expect(status).toBe(0);
      expect({ ...JSON.parse(out), ms: null }).toEqual({ ...plain, ms: null });
    }
  });

  it("sees no ground behind buildings, nor counts that below them", async () => {
    const { geometry } = zone("", 100, 5, 140, 9);
    const houses = file("houses.geojson", JSON.stringify({ type: "Feature", properties: {}, geometry }));
    const open = JSON.parse((await run("--tracks", csv(), "--zones", zones(), "--json")).out);
    const { out, status } = await run("--tracks", csv(), "--zones", zones(), "--buildings", houses, "--json");
    const walled = JSON.parse(out);
    expect(status).toBe(0);
    expect(walled.zones[0].areaM2 / (12_000 - 160)).toBeCloseTo(1, 2);
    expect(walled.zones[0].seenM2).toBeLessThan(open.zones[0].seenM2 - 160);
    expect(walled.zones[0].seenM2).toBeGreaterThan(open.zones[0].seenM2 - 40 * 10.5);
  });

  it("refuses bad input with status 2, the reason on standard error and nothing on standard output", async () => {
    const bow = {
      ...zone("丙", 0, 0, 1, 1),
      geometry: {
        type: "Polygon",
        coordinates: [
          [
            [116, 33],
            [116.1, 33.1],
            [116.1, 33],
            [116, 33.2],
            [116, 33],
          ],
        ],
      },
    };
    const cases: [RegExp, string[]][] = [
      [/--tracks 和 --zones/, []],
      [/没有这个文件/, ["--tracks", join(folder, "none.gpx"), "--zones", zones()]],
      [/Unknown option/, ["--tracks", csv(), "--zones", zones(), "--wide", "3"]],
      [/--cell 应是 0.1 到/, ["--tracks", csv(), "--zones", zones(), "--cell", "0.001"]],
      [
        /放不下/,
        [
          "--tracks",
          csv(),
          "--zones",
          file(
            "wide.json",
            JSON.stringify({ type: "FeatureCollection", features: [zone("甲", 0, 0, 20_000, 20_000)] }),
          ),
          "--cell",
          "0.1",
        ],
      ],
      [/--width 应是/, ["--tracks", csv(), "--zones", zones(), "--width", "0"]],
      [/缺少列：time/, ["--tracks", doors(), "--zones", zones()]],
      [/不认识的轨迹文件/, ["--tracks", file("walk.pdf", ""), "--zones", zones()]],
      [/不是完好的 GPX/, ["--tracks", file("bad.gpx", "<gpx><trk>"), "--zones", zones()]],
      [/最外层是 <kml>/, ["--tracks", file("other.gpx", "<kml></kml>"), "--zones", zones()]],
      [
        /不是完好的 CSV|缺少列/,
        ["--tracks", file("bytes.csv", String.fromCharCode(...Array(300).keys())), "--zones", zones()],
      ],
      [/没有轨迹点/, ["--tracks", file("no.csv", "lon,lat,time\n"), "--zones", zones()]],
      [
        /边界自己相交/,
        [
          "--tracks",
          csv(),
          "--zones",
          file("bow.json", JSON.stringify({ type: "FeatureCollection", features: [bow] })),
        ],
      ],
      [
        /没有 id/,
        ["--tracks", csv(), "--zones", file("id.json", JSON.stringify({ ...bow, properties: {} }))],
      ],
      [
        /经纬度可能写反了/,
        [
          "--tracks",
          file(
            "swapped.csv",
            `lon,lat,time\n${walk.map((w) => `${w.at[1]},${w.at[0]},${w.time}`).join("\n")}`,
          ),
          "--zones",
          zones(),
        ],
      ],
      [
        /坐标系是 EPSG:4549/,
        [
          "--tracks",
          csv(),
          "--zones",
          file(
            "crs.json",
            JSON.stringify({
              type: "FeatureCollection",
              crs: { type: "name", properties: { name: "EPSG:4549" } },
              features: [zone("甲", 0, 0, 9, 9)],
            }),
          ),
        ],
      ],
      [
        /没有房屋轮廓/,
        [
          "--tracks",
          csv(),
          "--zones",
          zones(),
          "--buildings",
          file("none.json", '{"type":"FeatureCollection","features":[]}'),
        ],
      ],
      [/不是完好的 JSON/, ["--tracks", csv(), "--zones", file("cut.json", "{")]],
      [
        /第 2 行缺编号/,
        ["--tracks", csv(), "--zones", zones(), "--households", file("d.csv", "id,lon,lat\nx,,33\n")],
      ],
    ];
    for (const [reason, args] of cases) {
      const { status, out, err } = await run(...args, "--json");
      expect({ reason, status, out }).toEqual({ reason, status: 2, out: "" });
      expect(err).toMatch(reason);
    }
  });
});
