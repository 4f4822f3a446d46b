import type { Job } from "../jobs/job.ts";
import { pushAlerts } from "./push.ts";

/** Findings are pushed as they are announced; this is for those announced while no process listened. */
export const pushLeftJob: Job = {
  name: "push.left",
  word: "补发浏览器推送",
  schedule: { everyMinutes: 1 },
  leaseMinutes: 5,
  async run(floor) {
    const streets = await floor.db.selectFrom("login").select("streetId").distinct().execute();
    let woken = 0;
    for (const { streetId } of streets) woken += await pushAlerts(floor, streetId);
    return `补发了 ${woken} 条推送`;
  },
};
