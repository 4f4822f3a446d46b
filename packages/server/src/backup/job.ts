import type { Pool } from "pg";
import type { Job } from "../jobs/job.ts";
import { backupKey } from "./backup-key.ts";
import { backupToFolder, thinOut } from "./backup.ts";

/** Database files that are kept in the folder; a fortnight of nights. */
const KEEP = 14;

/** The nightly backup into the folder that the operator named. */
export const backupJob = (of: { pool: Pool; dataDir: string; folder: string }): Job => ({
  name: "backup.make",
  word: "每晚备份",
  schedule: { dailyAt: "02:00" },
  leaseMinutes: 180,
  async run(floor) {
    const { key } = backupKey(of.dataDir);
    const report = await backupToFolder({ ...of, floor, key }, of.folder);
    await thinOut(of.folder, KEEP);
    const missing = report.mediaMissing > 0 ? `，另有 ${report.mediaMissing} 张照片在本机缺失` : "";
    return `备份了 ${report.rows} 行数据，新增照片 ${report.mediaAdded} 张${missing}。`;
  },
});
