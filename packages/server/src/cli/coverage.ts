import { parseArgs } from "node:util";
import {
  Bitmap,
  GeometryError,
  HYGIENE,
  PointIndex,
  Tally,
  boundsOf,
  cleanTracks,
  coveredM2,
  distance,
  emptyNearness,
  localProjection,
  maskOf,
  nearPaths,
  pathOf,
  projectGeometry,
  rawTracks,
  stampMask,
  stampPaths,
  stampSight,
  type AreaGeometry,
  type Fixes,
  type HygieneReport,
} from "@lingzhu/geo";
import { FixList } from "./fix-list.ts";
import { EXIT, answer, type Io } from "./io.ts";
import { readDoorsCsv, readFixesCsv, type Doors } from "./read-csv.ts";
import { readBuildings, readFixesGeoJson, readZones, type Zone } from "./read-geojson.ts";
import { readGpx } from "./read-gpx.ts";
import { Unusable } from "./unusable.ts";

const USAGE = `用法：lingzhu coverage --tracks 文件… --zones 文件 [--households 文件] [选项]
  --tracks      轨迹：GPX、GeoJSON，或含 lon、lat、time[、accuracy、track] 的 CSV；可给多个
  --zones       片：带 id 的 GeoJSON 面
  --households  住户：含 id、lon、lat 的 CSV
  --buildings   房屋轮廓：GeoJSON 面；房屋挡住视线，占地不算面积
  --width 米    视距：离轨迹多远以内算看到，默认 15
  --near 米     到门：离轨迹多远以内算到过门口，默认 20
  --cell 米     栅格边长，默认 1
  --raw         不清洗轨迹，照原样计算
  --json        输出一个 JSON 文档
坐标为 WGS 84 或 CGCS2000 经纬度。
`;

interface Request {
  tracks: string[];
  zones: string;
  households: string | null;
  buildings: string | null;
  width: number;
  near: number;
  cell: number;
  raw: boolean;
  json: boolean;
}

/** The document of the contract (blueprint §7). Areas in m², rounded to a hundredth; shares rounded down. */
interface CoverageAnswer {
  tracks: {
    points: number;
    duplicates: number;
    dropped: Record<string, number>;
    gaps: { from: string | null; to: string | null; seconds: number | null }[];
    vehicleSeconds: number;
    metres: number;
  };
  zones: { id: string | number; areaM2: number; seenM2: number; share: number }[];
  households: { total: number; near: number; unseen: string[] };
  /** `load`: reading, cleaning the tracks, laying zones and doors out; `compute`: stamping, areas, doors. */
  ms: { load: number; compute: number };
}

/**
 * `lingzhu coverage --tracks FILE… --zones FILE [--households FILE] [--buildings FILE] [--width M] [--near M]
 * [--cell M] [--raw] [--json]`; `args` are the words after `coverage`. Starts no database. Returns the exit status: 0 done, 1
 * failed, 2 bad input or usage.
 */
export async function coverageCommand(args: string[], io: Io): Promise<number> {
  try {
    const request = requestOf(args);
    if (!request) {
      io.stdout.write(USAGE);
      return EXIT.done;
    }
    const document = await coverageOf(request);
    answer(io, request.json, document, inWords(document, request));
    return EXIT.done;
  } catch (error) {
    const code = String((error as { code?: unknown }).code ?? "");
    if (code.startsWith("ERR_PARSE_ARGS")) {
      io.stderr.write(`${(error as Error).message}\n${USAGE}`);
      return EXIT.usage;
    }
    if (error instanceof Unusable) io.stderr.write(`${error.message}\n`);
    else if (["ENOENT", "EISDIR", "EACCES"].includes(code)) {
      const reason = { ENOENT: "没有这个文件", EISDIR: "这是文件夹", EACCES: "没有读取的权限" }[code];
      io.stderr.write(`${reason}：${(error as { path?: string }).path ?? ""}。请核对路径后再试。\n`);
    } else if (error instanceof GeometryError) io.stderr.write(`数据不能用：${error.message}\n`);
    else {
      io.stderr.write(`没有算成：${error instanceof Error ? error.message : String(error)}\n`);
      return EXIT.failed;
    }
    return EXIT.usage;
  }
}

function requestOf(args: string[]): Request | null {
  const { values, positionals } = parseArgs({
    args,
    // Further files after --tracks arrive as words of their own.
    allowPositionals: true,
    options: {
      tracks: { type: "string", multiple: true },
      zones: { type: "string" },
      households: { type: "string" },
      buildings: { type: "string" },
      width: { type: "string", default: "15" },
      near: { type: "string", default: "20" },
      cell: { type: "string", default: "1" },
      raw: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return null;
  const tracks = [...(values.tracks ?? []), ...positionals];
  if (tracks.length === 0 || values.zones === undefined)
    throw new Unusable(`要给出 --tracks 和 --zones。\n${USAGE}`);
  const metres = (name: "width" | "near" | "cell", least: number): number => {
    const value = Number(values[name]);
    if (!(value >= least && value <= 1000))
      throw new Unusable(`--${name} 应是 ${least} 到 1000 之间的米数，不能是 ${values[name]}。`);
    return value;
  };
  return {
    tracks,
    zones: values.zones,
    households: values.households ?? null,
    buildings: values.buildings ?? null,
    width: metres("width", 0.1),
    near: metres("near", 0.1),
    cell: metres("cell", 0.1),
    raw: values.raw,
    json: values.json,
  };
}

async function coverageOf(request: Request): Promise<CoverageAnswer> {
  const begun = performance.now();
  warmUp();
  const zones = await readZones(request.zones);
  const doors: Doors = request.households
    ? await readDoorsCsv(request.households)
    : { ids: [], lon: [], lat: [] };
  const buildings = request.buildings ? await readBuildings(request.buildings) : [];
  const fixes = await readFixes(request.tracks);
  const [lon0, lat0] = middleOf(zones);
  const projection = localProjection(lon0, lat0);
  const grid = { lon0, lat0, cell: request.cell };
  requireRoom([...zones.map(({ geometry }) => geometry), ...buildings], request.cell);
  const { walked, report } = request.raw ? rawTracks(fixes, projection) : cleanTracks(fixes, projection);
  if (report.dropped.position === report.points)
    throw new Unusable(
      `${report.points} 个轨迹点没有一个在片的附近：经纬度可能写反了，坐标系不对，或者不是这里的轨迹。`,
    );
  const tally = new Tally(
    grid,
    zones.map((zone) => maskOf(projectGeometry(zone.geometry, projection), grid)),
  );
  const walls = new Bitmap(grid);
  for (const outline of buildings) stampMask(walls, maskOf(projectGeometry(outline, projection), grid));
  const areas = tally.masks.map((mask) => mask.areaM2 - coveredM2(mask, walls));
  const doorX = new Float64Array(doors.ids.length);
  const doorY = new Float64Array(doors.ids.length);
  projection.forwardAll(doors.lon, doors.lat, doorX, doorY);
  const index = new PointIndex(doorX, doorY);
  const near = emptyNearness(index.length);

  // Again: by now the compiler in the background is done with what it saw the first time.
  warmUp();
  const loaded = performance.now();
  const bitmap = new Bitmap(grid);
  if (buildings.length > 0) stampSight(bitmap, walked, request.width, walls);
  else stampPaths(bitmap, walked, request.width);
  tally.update(bitmap);
  nearPaths(index, walked, request.near, near);
  const seen = zones.map((_, z) => Math.min(tally.seenM2(z), areas[z]!));
  const computed = performance.now();

  return {
    tracks: trackAnswer(report),
    zones: zones.map(({ id }, z) => ({
      id,
      areaM2: hundredths(areas[z]!),
      seenM2: hundredths(seen[z]!),
      // A cell's share is kept in single precision: up to a ten-millionth is rounding, not unseen ground.
      share: areas[z]! > 0 ? Math.floor((seen[z]! / areas[z]! + 1e-7) * 1e6) / 1e6 : 0,
    })),
    households: {
      total: doors.ids.length,
      near: near.metres.reduce((sum, m) => sum + (m < Infinity ? 1 : 0), 0),
      unseen: doors.ids.filter((_, d) => near.metres[d] === Infinity),
    },
    ms: { load: hundredths(loaded - begun), compute: hundredths(computed - loaded) },
  };
}

/**
 * A throw-away run of the engine, some milliseconds long, so that its code is compiled in the background while
 * the files are read; without it the one run that counts would mostly be interpreted. Counted as load.
 */
function warmUp(): void {
  const grid = { lon0: 117, lat0: 33, cell: 1 };
  const spiral = pathOf(
    Array.from({ length: 4000 }, (_, n) => [n * 0.1 * Math.cos(n / 9), n * 0.1 * Math.sin(n / 9)] as const),
  );
  const square = [
    [-300.5, -300.5],
    [310, -290],
    [300, 300],
    [-300, 305],
    [-300.5, -300.5],
  ];
  const masks = [maskOf({ type: "Polygon", coordinates: [square] }, grid)];
  const bitmap = new Bitmap(grid);
  stampPaths(bitmap, spiral, 15);
  for (let n = 0; n < 4; n++) new Tally(grid, masks).update(bitmap);
  nearPaths(new PointIndex(spiral.x, spiral.y), spiral, 20, emptyNearness(spiral.x.length));
}

async function readFixes(files: readonly string[]): Promise<Fixes> {
  const list = new FixList();
  for (const file of files) {
    const before = list.count;
    const kind = file.toLowerCase().split(".").at(-1);
    if (kind === "gpx" || kind === "xml") await readGpx(file, list);
    else if (kind === "csv" || kind === "tsv" || kind === "txt") await readFixesCsv(file, list);
    else if (kind === "geojson" || kind === "json") await readFixesGeoJson(file, list);
    else throw new Unusable(`不认识的轨迹文件 ${file}：应是 .gpx、.geojson 或 .csv。`);
    if (list.count === before) throw new Unusable(`${file} 里没有轨迹点。`);
  }
  return list.fixes();
}

/** Most cells of all zones and buildings together: some 500 MB at worst. */
const MOST_CELLS = 2 ** 32;

/** Refuses cells that are too small for the ground, before memory runs out. */
function requireRoom(areas: readonly AreaGeometry[], cell: number): void {
  let cells = 0;
  for (const geometry of areas) {
    const [west, south, east, north] = boundsOf(geometry);
    const [across, along] = [distance(west, south, east, south), distance(west, south, west, north)];
    cells += (across / cell + 1) * (along / cell + 1);
  }
  if (cells > MOST_CELLS)
    throw new Unusable(`这些面按 ${cell} 米一格太多了，放不下。请用更大的 --cell，或分开计算。`);
}

/** The middle of everything, where the plane has its origin. */
function middleOf(zones: readonly Zone[]): [number, number] {
  const boxes = zones.map((zone) => boundsOf(zone.geometry));
  const west = Math.min(...boxes.map((b) => b[0]));
  const south = Math.min(...boxes.map((b) => b[1]));
  const east = Math.max(...boxes.map((b) => b[2]));
  const north = Math.max(...boxes.map((b) => b[3]));
  if (east - west > 2 || north - south > 2)
    throw new Unusable(`片从 ${west}, ${south} 伸到 ${east}, ${north}，超出一个街道的范围，请分开计算。`);
  return [(west + east) / 2, (south + north) / 2];
}

function trackAnswer(report: HygieneReport): CoverageAnswer["tracks"] {
  const instant = (ms: number): string | null => (Number.isFinite(ms) ? new Date(ms).toISOString() : null);
  return {
    points: report.points,
    duplicates: report.duplicates,
    dropped: { ...report.dropped },
    gaps: report.gaps.map(({ from, to, seconds }) => ({
      from: instant(from),
      to: instant(to),
      seconds: Number.isFinite(seconds) ? seconds : null,
    })),
    vehicleSeconds: report.vehicleSeconds,
    metres: hundredths(report.metres),
  };
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}

const REASONS: Record<string, string> = {
  position: "没有可用的位置",
  time: "没有时间",
  accuracy: `精度差于 ${HYGIENE.accuracy} 米`,
  "same-time": "同一时刻两个位置",
  speed: "速度不可能",
};

function inWords({ tracks, zones, households, ms }: CoverageAnswer, request: Request): string {
  const percent = (share: number): string => `${(Math.floor(share * 1000) / 10).toFixed(1)}%`;
  const count = (n: number): string => n.toLocaleString("en-US");
  const dropped = Object.entries(tracks.dropped).map(
    ([reason, n]) => `${REASONS[reason] ?? reason} ${count(n)} 点`,
  );
  const area = zones.reduce((sum, zone) => sum + zone.areaM2, 0);
  const seen = zones.reduce((sum, zone) => sum + zone.seenM2, 0);
  return [
    `轨迹：${count(tracks.points)} 点，步行 ${count(Math.round(tracks.metres))} 米${request.raw ? "（未清洗）" : ""}`,
    `  重复 ${count(tracks.duplicates)} 点${dropped.length > 0 ? `；剔除：${dropped.join("，")}` : ""}`,
    `  中断 ${count(tracks.gaps.length)} 处，均未连接；乘车 ${count(Math.round(tracks.vehicleSeconds))} 秒，不算踏查`,
    `片：${zones.length} 个，已看 ${count(Math.floor(seen))} / ${count(Math.round(area))} 平方米 ${percent(seen / area)}`,
    ...zones.map(
      (zone) =>
        `  ${zone.id}  ${count(Math.floor(zone.seenM2))} / ${count(Math.round(zone.areaM2))} 平方米  ${percent(zone.share)}`,
    ),
    ...(request.households
      ? [
          `住户：到过门口 ${count(households.near)} / ${count(households.total)} 户${households.total > 0 ? ` ${percent(households.near / households.total)}` : ""}`,
          ...(households.unseen.length > 0
            ? [
                `  未到 ${count(households.unseen.length)} 户：${households.unseen.slice(0, 20).join("、")}${households.unseen.length > 20 ? " 等" : ""}`,
              ]
            : []),
        ]
      : []),
    `用时：读入 ${Math.round(ms.load)} 毫秒，计算 ${Math.round(ms.compute)} 毫秒`,
  ].join("\n");
}
