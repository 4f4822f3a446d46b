import type { Config } from "../config.ts";
import type { Floor } from "../db/transact.ts";
import { problemOf } from "../http/answer-problem.ts";
import type { Job } from "../jobs/job.ts";
import { VERSION } from "../version.ts";
import { bad, type Check } from "./check.ts";
import { checkDatabase, checkJobs } from "./database.ts";
import { checkBackups, checkCertificate, checkDisk, checkProgram, checkSecrets } from "./machine.ts";

/** Everything the doctor looks at; a database that cannot be asked is a finding, not a failure. */
export async function examine(floor: Floor, config: Config, jobs: readonly Job[]): Promise<Check[]> {
  return [...examineMachine(config), ...(await examineDatabase(floor, jobs))];
}

export const examineMachine = (config: Config): Check[] => [
  checkProgram(VERSION, process.versions.node),
  checkDisk(config.dataDir),
  checkSecrets(config.dataDir),
  checkCertificate(config, Date.now()),
  checkBackups(config, Date.now()),
];

async function examineDatabase(floor: Floor, jobs: readonly Job[]): Promise<Check[]> {
  try {
    return [...(await checkDatabase(floor)), ...(await checkJobs(floor, jobs))];
  } catch (error) {
    return [noDatabase(error)];
  }
}

export const noDatabase = (error: unknown): Check =>
  bad({ name: "database", word: "数据库" }, "连不上", problemOf(error).detail);
