/** What a process and its children have used, from /proc; null where there is none. */
import { existsSync, readFileSync, readdirSync } from "node:fs";

export interface Cost {
  /** Seconds of processor time since each process began, ended children included. */
  cpu: number;
  /** Megabytes: shared pages counted in parts. */
  memory: number;
}

const TICKS_PER_SECOND = 100;

interface Stat {
  parent: number;
  ticks: number;
}

function statOf(pid: number): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name in brackets may hold spaces.
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return {
      parent: Number(fields[1]),
      ticks: [11, 12, 13, 14].reduce((sum, i) => sum + Number(fields[i]), 0),
    };
  } catch {
    return null;
  }
}

function megabytesOf(pid: number): number {
  try {
    const pss = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"));
    return Number(pss?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** A process alone, or with everything below it. */
export function costOf(pid: number, withChildren: boolean): Cost | null {
  if (!existsSync("/proc/self/stat")) return null;
  const stats = new Map(
    readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => {
        const stat = statOf(Number(name));
        return stat ? [[Number(name), stat] as const] : [];
      }),
  );
  const family = new Set([pid]);
  for (let grown = withChildren; grown;) {
    grown = false;
    for (const [id, { parent }] of stats)
      if (family.has(parent) && !family.has(id)) {
        family.add(id);
        grown = true;
      }
  }
  let [ticks, memory] = [0, 0];
  for (const id of family) {
    ticks += stats.get(id)?.ticks ?? 0;
    memory += megabytesOf(id);
  }
  return { cpu: ticks / TICKS_PER_SECOND, memory };
}
