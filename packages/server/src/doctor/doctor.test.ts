import { chmodSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestHouse, type TestHouse } from "../../test/house.ts";
import { selfSigned } from "../../test/certificate.ts";
import { SystemView } from "@lingzhu/domain/system";
import { startSession } from "../account/session.ts";
import { buildApp } from "../app.ts";
import { readConfig } from "../config.ts";
import { connect } from "../db/database.ts";
import type { Job } from "../jobs/job.ts";
import { runDue } from "../jobs/runner.ts";
import { worst } from "./check.ts";
import { checkJobs } from "./database.ts";
import { examine } from "./doctor.ts";
import { checkBackups, checkCertificate, checkDisk, checkProgram, checkSecrets } from "./machine.ts";

let house: TestHouse;
let folder: string;
beforeAll(async () => {
  house = await openTestHouse();
  folder = mkdtempSync(join(tmpdir(), "lingzhu-doctor-"));
});
afterAll(async () => {
  await house.close();
  rmSync(folder, { recursive: true, force: true });
});
const HOUR = 3_600_000;

describe("the machine", () => {
  it("wants a Node.js that is kept up", () => {
    expect(checkProgram("1", "18.20.0").level).toBe("bad");
    expect(checkProgram("1", "20.18.9").level).toBe("bad");
    expect(checkProgram("1", "20.19.0").level).toBe("warn");
    expect(checkProgram("1", "24.1.0").level).toBe("ok");
  });
  it("says how much of the disk is free", () => {
    expect(checkDisk(folder).words).toMatch(/还有 \d+\.\d GB 可用/);
    expect(checkDisk(join(folder, "nothing")).level).toBe("ok");
  });
  it("finds a key that others can read", () => {
    mkdirSync(join(folder, "secrets"));
    writeFileSync(join(folder, "secrets", "seal-1.key"), "x", { mode: 0o600 });
    expect(checkSecrets(folder).level).toBe("ok");
    chmodSync(join(folder, "secrets", "seal-1.key"), 0o644);
    expect(checkSecrets(folder)).toMatchObject({
      level: "bad",
      words: expect.stringContaining("seal-1.key"),
    });
  });
  it("counts the days of the certificate", () => {
    const tls = selfSigned(folder, 30);
    const now = Date.now();
    const at = (days: number) => checkCertificate({ tls, host: "0.0.0.0" }, now + days * 24 * HOUR).level;
    expect([at(0), at(20), at(40)]).toEqual(["ok", "warn", "bad"]);
    expect(
      checkCertificate({ tls: { ...tls, certFile: join(folder, "none.pem") }, host: "" }, now).level,
    ).toBe("bad");
    expect(checkCertificate({ tls: null, host: "0.0.0.0" }, now).level).toBe("warn");
  });
  it("wants a backup of last night", () => {
    const backupDir = join(folder, "backups");
    const config = { backupDir, dataDir: folder };
    expect(checkBackups({ ...config, backupDir: null }, Date.now()).level).toBe("warn");
    expect(checkBackups(config, Date.now()).level).toBe("bad");
    mkdirSync(backupDir);
    const file = join(backupDir, "database-20260310T020000.lzb");
    writeFileSync(file, "");
    expect(checkBackups(config, Date.now()).level).toBe("ok");
    const old = (Date.now() - 40 * HOUR) / 1000;
    utimesSync(file, old, old);
    expect(checkBackups(config, Date.now()).level).toBe("bad");
  });
});

describe("the whole", () => {
  const config = () => readConfig({ LINGZHU_DATA: house.dataDir });
  it("is examined with its database", async () => {
    const checks = await examine(house.floor, config(), []);
    expect(checks.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        "program",
        "disk",
        "secrets",
        "certificate",
        "backup",
        "database",
        "structure",
        "clock",
      ]),
    );
    expect(checks.find(({ name }) => name === "structure")!.level).toBe("ok");
    // The tests' PostgreSQL runs without fsync, which is just what the doctor must not let pass.
    expect(checks.find(({ name }) => name === "database")).toMatchObject({
      level: "bad",
      advice: expect.stringContaining("fsync"),
    });
  });
  it("is shown to the administrator, the worst first", async () => {
    const app = await buildApp({
      floor: { ...house.floor, examine: () => examine(house.floor, config(), []) },
    });
    const administrator = await house.sign("administrator");
    const { cookie } = await house.write((tx) => startSession(tx, administrator.accountId));
    const answer = await app.inject({ url: "/api/system", headers: { cookie: `lingzhu=${cookie}` } });
    const view = SystemView.parse(answer.json());
    expect([view.level, view.checks[0]!.level, view.checks.at(-1)!.level]).toEqual(["bad", "bad", "ok"]);
    await app.close();
  });
  it("survives a database that is away", async () => {
    const nowhere = connect({ host: "127.0.0.1", port: 1, max: 1 });
    const checks = await examine({ ...house.floor, db: nowhere.db }, config(), []);
    await nowhere.close();
    expect(checks.at(-1)).toMatchObject({ name: "database", level: "bad", words: "连不上" });
    expect(worst(checks)).toBe("bad");
  });
  it("tells a job that failed and one that was not run", async () => {
    const job = (name: string, run: () => Promise<string>): Job => ({
      name,
      word: name,
      schedule: { dailyAt: "02:00" },
      leaseMinutes: 1,
      run,
    });
    const jobs = [
      job("doctor.good", async () => "做完了"),
      job("doctor.bad", async () => {
        throw new Error("磁盘已满");
      }),
    ];
    await runDue(house.floor, jobs);
    expect((await checkJobs(house.floor, jobs)).map(({ level }) => level)).toEqual(["ok", "ok"]);
    house.clock.now += 24 * HOUR;
    await runDue(house.floor, jobs);
    const [good, failed] = await checkJobs(house.floor, jobs);
    expect([good!.level, failed!.level, failed!.words]).toEqual([
      "ok",
      "bad",
      expect.stringContaining("磁盘已满"),
    ]);
    house.clock.now += 60 * HOUR;
    expect((await checkJobs(house.floor, jobs))[0]!.level).toBe("warn");
    await sql`delete from job where name like 'doctor.%'`.execute(house.floor.db);
  });
});
