import type { Pool } from "pg";
import { pushLeftJob } from "../alert/job.ts";
import { signHeadsJob } from "../audit/head.ts";
import { backupJob } from "../backup/job.ts";
import type { Config } from "../config.ts";
import { sweepUploadsJob } from "../photograph/job.ts";
import { dropReadingsJob } from "../sync/job.ts";
import { eraseDueJob } from "../retention/service.ts";
import type { Job } from "./job.ts";

/** Everything that the installation does by itself, in one list. */
export const jobsOf = ({ config, pool }: { config: Config; pool: Pool }): Job[] => [
  signHeadsJob,
  eraseDueJob,
  sweepUploadsJob,
  dropReadingsJob,
  ...(config.pushContact ? [pushLeftJob] : []),
  ...(config.backupDir ? [backupJob({ pool, dataDir: config.dataDir, folder: config.backupDir })] : []),
];
