/** `npm run demo`: a street in a throw-away data folder with the whole season loaded, gone when the program ends. */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { roles } from "@lingzhu/domain/access";
import type { Config } from "../config.ts";
import type { House } from "../house.ts";
import type { SignIn } from "./cast.ts";
import { DEMO_STREET, foundStreet } from "./found.ts";
import { DEFAULT_SEED, deskOf, loadSeason } from "./load.ts";
import { ANCHOR } from "./season.ts";
import { drawPassword } from "./service.ts";

/** The configuration of a demonstration: its own data folder and the embedded database. */
export function demoConfig(config: Config): Config {
  const dataDir = mkdtempSync(join(tmpdir(), "lingzhu-demo-"));
  // Under root the database runs as another account, which has to pass through.
  if (process.getuid?.() === 0) chmodSync(dataDir, 0o711);
  return { ...config, dataDir, databaseUrl: null };
}

/** Removes everything of a demonstration; the house is closed before. */
export function removeDemo(config: Config, house: Pick<House, "databaseFolder"> | null): void {
  for (const folder of [house?.databaseFolder, config.dataDir])
    if (folder) rmSync(folder, { recursive: true, force: true });
}

/** Founds the street and loads the season, with a line now and then. Returns what to print: who may sign in, and how. */
export async function loadDemo(house: House, say: (line: string) => void): Promise<string> {
  const { floor } = house;
  const from = performance.now();
  const password = drawPassword();
  const desk = deskOf(floor, DEFAULT_SEED);
  const { founder, people, login } = await foundStreet(desk, DEMO_STREET, password);
  let told = "";
  const logins = await loadSeason(desk, founder, {
    seed: DEFAULT_SEED,
    scale: 1,
    password,
    people,
    progress: ({ done, doing }) => {
      const step = `${doing.slice(0, 5)} ${Math.floor(done / 10)}`;
      if (step === told) return;
      told = step;
      say(`${String(done).padStart(3)}%  ${doing}`);
    },
  });
  floor.setClock?.(ANCHOR);
  say(`100%  演示数据已载入，用时 ${Math.round((performance.now() - from) / 1000)} 秒`);
  const own = { login, role: `${roles.office}、${roles.administrator}`, name: people.office };
  return signInTable([own, ...logins], password);
}

function signInTable(logins: readonly SignIn[], password: string): string {
  const lines = logins.map(({ login, role, name }) => `  ${login.padEnd(12)} ${role}（${name}）`);
  return [
    "演示账号（人名、地名、户和发现均为虚构，停止后全部删除）：",
    "",
    ...lines,
    "",
    `  密码都是  ${password}`,
    "",
  ].join("\n");
}
