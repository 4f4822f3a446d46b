/** The clock of an installation: the machine's, or in a demonstration the machine's moved by a fixed time. */
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** In the data folder of a demonstration: `{"offsetMs": …}`, added to the machine's clock. */
const FILE = "demo.json";

export interface InstallationClock {
  now(): number;
  /** Sets the clock to a moment, from which it runs on; kept in the data folder for later starts. */
  moveTo(moment: number): void;
}

export function openClock(dataDir: string): InstallationClock {
  const file = join(dataDir, FILE);
  let offset = readOffset(file);
  return {
    now: () => Date.now() + offset,
    moveTo(moment) {
      offset = moment - Date.now();
      writeFileSync(`${file}.part`, `${JSON.stringify({ offsetMs: offset })}\n`);
      renameSync(`${file}.part`, file);
    },
  };
}

/** 0 when there is no such file; one that cannot be understood stops the start, for times would be wrong. */
function readOffset(file: string): number {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return 0;
    throw error;
  }
  const offset = (JSON.parse(text) as { offsetMs?: unknown }).offsetMs;
  if (typeof offset !== "number" || !Number.isFinite(offset)) throw new Error(`${file} 里没有 offsetMs。`);
  return offset;
}
