import { parseArgs } from "node:util";
import { startOfDay, dayOf } from "@lingzhu/domain/kernel";
import { verifyChain } from "../audit/verify.ts";
import { read } from "../db/transact.ts";
import { quantile, sendCrew } from "../simulate/crew.ts";
import { WHOLE_DAY } from "../simulate/day.ts";
import { arrangeStreet } from "../simulate/street.ts";
import { answer, EXIT, type Io } from "./io.ts";
import { withHouse } from "./open.ts";

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;
const EIGHT_HOURS = 8 * 3_600_000;

/**
 * `lingzhu simulate --url URL --devices N --seed S`: as many phones send a day's work to the running server whose data
 * folder this is, with requests made twice and answers lost, and what was kept is counted. They work in a street of
 * their own, 模拟街道, which no other street sees; its records stay in the database like all others.
 */
export async function simulateCommand(args: string[], io: Io): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      url: { type: "string" },
      devices: { type: "string", default: "8" },
      seed: { type: "string", default: "1" },
      visits: { type: "string", default: "40" },
      batch: { type: "string", default: "50" },
      faults: { type: "string", default: "0.05" },
      remote: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
    },
  });
  const url = values.url !== undefined && URL.canParse(values.url) ? new URL(values.url) : null;
  const [devices, seed, visits, batch, faults] = [
    Number(values.devices),
    Number(values.seed),
    Number(values.visits),
    Number(values.batch),
    Number(values.faults),
  ];
  const whole = (value: number, least: number, most: number) =>
    Number.isInteger(value) && value >= least && value <= most;
  if (
    url?.protocol !== "http:" ||
    !whole(devices, 1, 5000) ||
    !whole(seed, 0, Number.MAX_SAFE_INTEGER) ||
    !whole(visits, 1, 2000) ||
    !whole(batch, 1, 500) ||
    !(faults >= 0 && faults <= 0.5)
  ) {
    io.stderr.write(
      "用法：lingzhu simulate --url http://127.0.0.1:8620 --devices 台数 --seed 种子 [--visits 每台户数] [--batch 每批条数] [--faults 故障比例 0–0.5] [--remote] [--json]\n",
    );
    return EXIT.usage;
  }
  if (!LOOPBACK.test(url.hostname) && !values.remote) {
    io.stderr.write(`${url.hostname} 不是本机。模拟会在那里写入大量记录；确定要这样做，请加 --remote。\n`);
    return EXIT.question;
  }

  return withHouse(async (floor) => {
    const street = await arrangeStreet(floor, { workers: devices, doors: visits });
    await requireSameHouse(url.href, street.workers[0]!.cookie);
    const share = visits / WHOLE_DAY.visits;
    const load = {
      visits,
      points: Math.round(WHOLE_DAY.points * share),
      photographs: Math.round(WHOLE_DAY.photographs * share),
      photographBytes: 20_000,
    };
    const startAt = startOfDay(dayOf(floor.now())) + EIGHT_HOURS;
    const report = await sendCrew({
      url: url.href,
      seed,
      street,
      startAt,
      load,
      concurrent: Math.min(devices, 32),
      batch,
      faults,
      now: floor.now,
    });
    const acting = { streetId: street.streetId, accountId: null, sessionId: null };
    const kept = await read(floor, acting, (tx) =>
      tx.sql
        .selectFrom("fact")
        .select(({ fn }) => fn.countAll<number>().as("count"))
        .where("streetId", "=", street.streetId)
        .executeTakeFirstOrThrow(),
    );
    const audit = await verifyChain(floor, street.streetId);
    const ms = (sample: readonly number[], part: number) => Math.round(quantile(sample, part) * 10) / 10;
    const document = {
      devices,
      seed,
      facts: report.facts,
      receipts: { accepted: report.accepted, known: report.known, refused: report.refused },
      photographs: report.photographs,
      kept: Number(kept.count),
      seconds: Math.round(report.seconds * 100) / 100,
      factsPerSecond: Math.round(report.facts / report.seconds),
      batchMs: { p50: ms(report.batchMs, 0.5), p95: ms(report.batchMs, 0.95) },
      auditOk: audit.ok,
    };
    answer(
      io,
      values.json,
      document,
      `${devices} 台手机送出 ${report.facts} 条记录和 ${report.photographs} 张照片，用时 ${document.seconds} 秒（每秒 ${document.factsPerSecond} 条）：` +
        `已收 ${report.accepted}，已有 ${report.known}，不收 ${report.refused}。每批用时一半在 ${document.batchMs.p50} 毫秒以内，九成五在 ${document.batchMs.p95} 毫秒以内。` +
        `审计链${audit.ok ? "完好" : "有误"}。`,
    );
    return report.refused === 0 && audit.ok ? EXIT.done : EXIT.failed;
  });
}

/** The server at the address must be the one whose database was prepared, or its answers would mean nothing. */
async function requireSameHouse(url: string, cookie: string): Promise<void> {
  const response = await fetch(new URL("/api/session", url), { headers: { cookie: `lingzhu=${cookie}` } });
  if (response.ok) return;
  throw new Error(
    `${url} 的服务用的不是这个数据文件夹（或数据库），没有发送任何记录。请把 LINGZHU_DATA 或 DATABASE_URL 设成和那个服务一样。`,
  );
}
