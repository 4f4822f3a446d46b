import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { CsvError, parse } from "csv-parse";
import iconv from "iconv-lite";
import { numberWritten, timeWritten } from "@lingzhu/domain/kernel";
import type { FixList } from "./fix-list.ts";
import { Unusable } from "./unusable.ts";

/** Accepted headings of each column, lower case. */
const HEADINGS = {
  lon: ["lon", "lng", "longitude", "经度"],
  lat: ["lat", "latitude", "纬度"],
  time: ["time", "timestamp", "datetime", "时间"],
  accuracy: ["accuracy", "acc", "精度"],
  track: ["track", "track_id", "trackid", "轨迹"],
  id: ["id", "编号", "户号"],
} as const;
type Column = keyof typeof HEADINGS;

/** Whether a file is UTF-8, as far as its beginning tells; what is not comes from a Chinese spreadsheet, in GB 18030. */
async function isUtf8(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(1 << 16), 0, 1 << 16);
    // The last character may be cut.
    new TextDecoder("utf-8", { fatal: true }).decode(buffer.subarray(0, bytesRead), { stream: true });
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  } finally {
    await handle.close();
  }
}

/** Rows of a CSV file (UTF-8 or GB 18030; comma, semicolon or tab) with the position of each known column; -1 where there is none. */
async function* rowsOf(
  file: string,
  required: readonly Column[],
): AsyncGenerator<{ row: string[]; number: number; at: Record<Column, number> }> {
  const bytes = createReadStream(file, { highWaterMark: 1 << 18 });
  const text = (await isUtf8(file)) ? bytes : bytes.pipe(iconv.decodeStream("gb18030"));
  const rows = text.pipe(
    parse({
      bom: true,
      delimiter: [",", "\t", ";"],
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }),
  );
  let at: Record<Column, number> | null = null;
  let number = 0;
  try {
    for await (const row of rows as AsyncIterable<string[]>) {
      number++;
      if (at) {
        yield { row, number, at };
        continue;
      }
      const names = row.map((name) => name.toLowerCase());
      at = Object.fromEntries(
        Object.entries(HEADINGS).map(([column, words]) => [
          column,
          names.findIndex((name) => (words as readonly string[]).includes(name)),
        ]),
      ) as Record<Column, number>;
      const missing = required.filter((column) => at![column] < 0);
      if (missing.length > 0)
        throw new Unusable(
          `${file} 第 1 行缺少列：${missing.map((column) => HEADINGS[column].join(" 或 ")).join("；")}。请补上表头再试。`,
        );
    }
  } catch (error) {
    if (error instanceof CsvError)
      throw new Unusable(`${file} 第 ${number + 1} 行不是完好的 CSV：${error.message}`);
    throw error;
  }
  if (!at) throw new Unusable(`${file} 是空的。`);
}

/** Fixes of a CSV file: lon, lat, time, and where given accuracy and track; one track a file otherwise. */
export async function readFixesCsv(file: string, into: FixList): Promise<void> {
  for await (const { row, at } of rowsOf(file, ["lon", "lat", "time"]))
    into.add(
      numberWritten(row[at.lon]),
      numberWritten(row[at.lat]),
      timeWritten(row[at.time]),
      at.accuracy < 0 ? Number.NaN : numberWritten(row[at.accuracy]),
      into.track(`${file} ${at.track < 0 ? "" : row[at.track]}`),
    );
}

export interface Doors {
  readonly ids: string[];
  readonly lon: number[];
  readonly lat: number[];
}

/** Households of a CSV file: id, lon, lat. Every row must have all three: a lost door would look like a seen one. */
export async function readDoorsCsv(file: string): Promise<Doors> {
  const doors: Doors = { ids: [], lon: [], lat: [] };
  for await (const { row, number, at } of rowsOf(file, ["id", "lon", "lat"])) {
    const id = row[at.id] ?? "";
    const lon = numberWritten(row[at.lon]);
    const lat = numberWritten(row[at.lat]);
    if (id === "" || !(Math.abs(lon) <= 180) || !(Math.abs(lat) <= 90))
      throw new Unusable(`${file} 第 ${number} 行缺编号或经纬度不对：${row.join(",")}。请改正后再试。`);
    doors.ids.push(id);
    doors.lon.push(lon);
    doors.lat.push(lat);
  }
  return doors;
}
