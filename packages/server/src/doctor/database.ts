/** The database, its clock beside ours, the structure and the work done at night. */
import { sql } from "kysely";
import { longMoment } from "@lingzhu/domain/document";
import { newestMigration } from "../db/migrate.ts";
import type { Floor } from "../db/transact.ts";
import type { Job } from "../jobs/job.ts";
import { jobStates } from "../jobs/store.ts";
import { bad, fine, warn, type Check } from "./check.ts";

const OLDEST = 150_000;
/** A job that has not ended well for so long past its hour is late. */
const LATE_MS = 26 * 3_600_000;

export async function checkDatabase(floor: Floor): Promise<Check[]> {
  const of = { name: "database", word: "数据库" };
  const { rows } = await sql<{ number: number; version: string; fsync: string; size: string }>`
    select current_setting('server_version_num')::int as number, current_setting('server_version') as version,
      current_setting('fsync') as fsync, pg_size_pretty(pg_database_size(current_database())) as size`.execute(
    floor.db,
  );
  const { number, version, fsync, size } = rows[0]!;
  const words = `PostgreSQL ${version}，${size}`;
  const database =
    number < OLDEST
      ? bad(of, words, "请换成 PostgreSQL 15 或更新的版本。")
      : fsync !== "on"
        ? bad(of, `${words}，fsync 已关闭`, "请打开 fsync：关着时断电会丢失已确认的记录。")
        : fine(of, words);
  return [database, await checkStructure(floor), await checkClock(floor)];
}

async function checkStructure(floor: Floor): Promise<Check> {
  const of = { name: "structure", word: "数据库结构" };
  const { rows } = await sql<{ n: number }>`select max(number)::int as n from migration`.execute(floor.db);
  const [done, known] = [rows[0]!.n, newestMigration()];
  if (done > known) return bad(of, `数据库由更新的版本写过（${done} 号）`, "请使用那个版本或更新的版本。");
  return done < known
    ? warn(of, `在 ${done} 号，程序带到 ${known} 号`, "重启服务，或运行 lingzhu migrate。")
    : fine(of, `${done} 号，与程序一致`);
}

/** Our clock beside the database's, and beside the newest audit entry: a clock that went back is seen by it. */
async function checkClock(floor: Floor): Promise<Check> {
  const of = { name: "clock", word: "时钟" };
  const before = Date.now();
  const { rows } = await sql<{ now: number }>`select clock_timestamp() as now`.execute(floor.db);
  const skew = Math.round((rows[0]!.now - (before + Date.now()) / 2) / 1000);
  if (Math.abs(skew) > 30)
    return bad(of, `与数据库服务器相差 ${skew} 秒`, "请让两台机器都与同一台时间服务器对时。");
  return fine(of, `${longMoment(floor.now())}，与数据库相差 ${Math.abs(skew)} 秒`);
}

/** One check for each job: when it last ended well, or why it did not. */
export async function checkJobs(floor: Floor, jobs: readonly Job[]): Promise<Check[]> {
  const states = new Map((await jobStates(floor.db)).map((state) => [state.name, state]));
  const now = floor.now();
  return jobs.map((job): Check => {
    const of = { name: `job.${job.name}`, word: job.word };
    const state = states.get(job.name);
    if (!state || state.endedAt === null) return fine(of, "还没有到时候");
    const words = `${longMoment(state.endedAt)}：${state.words ?? ""}`;
    if (state.failed) return bad(of, words, "稍后自动再试；连续失败请按原因处理。");
    return now - state.nextAt > LATE_MS
      ? warn(of, words, "到时候没有运行：服务可能没有一直开着。")
      : fine(of, words);
  });
}
