import { EXIT, type Io } from "./io.ts";
import { withHouse } from "./open.ts";

/** `lingzhu migrate`: opening the house brings its schema up to date. */
export async function migrateCommand(_args: string[], io: Io): Promise<number> {
  await withHouse(async () => {});
  io.stdout.write("数据库结构已是最新。\n");
  return EXIT.done;
}
