/** Clocks of devices as measured with their batches. */
import { sql } from "kysely";
import type { Scope } from "@lingzhu/domain/access";
import { settledSkew, type DeviceClock } from "@lingzhu/domain/sync";
import { moment } from "../db/database.ts";
import type { Reading, Writing } from "../db/transact.ts";

/** One measurement of one device's clock. */
export interface ClockReading {
  deviceId: string;
  /** Device minus server, milliseconds. */
  skewMs: number;
}

const LATELY_MS = 14 * 86_400_000;
/** Measurements that the settled one is taken from. */
const LAST = 9;

export async function keepReading(
  tx: Writing,
  personId: string,
  reading: ClockReading,
  facts: number,
): Promise<void> {
  await tx.sql
    .insertInto("clockReading")
    .values({
      streetId: tx.streetId,
      id: tx.newId(),
      personId,
      facts,
      receivedAt: new Date(tx.now),
      ...reading,
    })
    .execute();
}

/** Devices that sent lately, by their last sender; the one farthest off first. */
export async function clocksWithin(tx: Reading, scope: Scope): Promise<DeviceClock[]> {
  const { rows } = await sql<Omit<DeviceClock, "skewMs"> & { skews: number[] }>`
    with lately as (
      select r.*, row_number() over (partition by r.device_id order by r.received_at desc, r.id desc) as nth,
        count(*) over (partition by r.device_id) as batches
      from clock_reading r
      where r.street_id = ${tx.streetId} and r.received_at > ${moment(tx.now - LATELY_MS)}
    ), settled as (
      select device_id, json_agg(skew_ms order by nth) as skews from lately where nth <= ${LAST} group by device_id
    )
    select l.device_id, l.person_id, p.name as person, l.batches, l.received_at as last_at, s.skews
    from lately l
    join settled s on s.device_id = l.device_id
    join person p on p.street_id = l.street_id and p.id = l.person_id
    where l.nth = 1 and (${scope.street} or p.community_id = any(${[...scope.communityIds]}::uuid[]))`.execute(
    tx.sql,
  );
  return rows
    .map(({ skews, ...row }) => ({ ...row, skewMs: settledSkew(skews)! }))
    .sort((a, b) => Math.abs(b.skewMs) - Math.abs(a.skewMs) || (a.deviceId < b.deviceId ? -1 : 1));
}

/** Removes what was measured before a moment; returns how many. */
export async function dropReadings(tx: Writing, before: number): Promise<number> {
  const done = await tx.sql
    .deleteFrom("clockReading")
    .where("streetId", "=", tx.streetId)
    .where("receivedAt", "<", moment(before))
    .executeTakeFirst();
  return Number(done.numDeletedRows);
}
