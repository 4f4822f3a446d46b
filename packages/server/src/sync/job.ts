import { transact } from "../db/transact.ts";
import type { Job } from "../jobs/job.ts";
import { dropReadings } from "./clock-store.ts";

/** A season and what is settled after it. */
const KEPT_DAYS = 180;
const DAY_MS = 86_400_000;

/** Measurements of clocks tell when somebody's phone sent: they go when nobody judges that season's visits any more. */
export const dropReadingsJob: Job = {
  name: "clock.drop",
  word: "删除过期的手机时钟测量",
  schedule: { dailyAt: "03:40" },
  leaseMinutes: 10,
  async run(floor) {
    const streets = await floor.db.selectFrom("login").select("streetId").distinct().execute();
    let dropped = 0;
    for (const { streetId } of streets)
      dropped += await transact(floor, { streetId, accountId: null, sessionId: null }, async (tx) => {
        const rows = await dropReadings(tx, tx.now - KEPT_DAYS * DAY_MS);
        tx.audit({ act: "retention.erase", noun: "clock-reading", id: null, detail: { rows } });
        return rows;
      });
    return `删除了 ${dropped} 次手机时钟测量`;
  },
};
