import { sql } from "kysely";
import type { DeviceState, DeviceView, SessionRow } from "@lingzhu/domain/device";
import {
  ABSOLUTE_LIMIT_MS,
  DEVICE_ABSOLUTE_LIMIT_MS,
  DEVICE_IDLE_LIMIT_MS,
  IDLE_LIMIT_MS,
} from "../account/session.ts";
import { moment as at } from "../db/database.ts";
import type { Reading, Writing } from "../db/transact.ts";

/** Every registration of one phone for one account, newest first. */
export const registrationsOf = (tx: Reading, accountId: string, phoneId: string) =>
  tx.sql
    .selectFrom("device")
    .select(["id", "state", "publicKey", "name"])
    .where("streetId", "=", tx.streetId)
    .where("accountId", "=", accountId)
    .where("phoneId", "=", phoneId)
    .orderBy("registeredAt", "desc")
    .execute();

export const insertDevice = (
  tx: Writing,
  device: { id: string; accountId: string; phoneId: string; name: string; publicKey: Uint8Array },
) =>
  tx.sql
    .insertInto("device")
    .values({ streetId: tx.streetId, ...device, state: "active", registeredAt: new Date(tx.now) })
    .execute();

export interface Change {
  state: DeviceState;
  revokedAt?: Date;
  lateUntil?: Date | null;
  reason?: string;
  name?: string;
}

export const changeDevice = (tx: Writing, id: string, change: Change) =>
  tx.sql.updateTable("device").set(change).where("streetId", "=", tx.streetId).where("id", "=", id).execute();

/** One registration, locked until the transaction ends. */
export const deviceForChange = (tx: Writing, id: string) =>
  tx.sql
    .selectFrom("device")
    .select(["id", "state", "accountId", "phoneId", "revokedAt"])
    .where("streetId", "=", tx.streetId)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();

export const revocableOf = (tx: Reading, accountId: string) =>
  tx.sql
    .selectFrom("device")
    .select(["id", "state"])
    .where("streetId", "=", tx.streetId)
    .where("accountId", "=", accountId)
    .where("state", "<>", "revoked")
    .execute();

/** Registrations with their author, for records that somebody else brings. */
export const authorsOf = (tx: Reading, deviceIds: readonly string[]) =>
  tx.sql
    .selectFrom("device")
    .innerJoin("account", (join) =>
      join.onRef("account.streetId", "=", "device.streetId").onRef("account.id", "=", "device.accountId"),
    )
    .select([
      "device.id",
      "device.accountId",
      "device.phoneId",
      "device.publicKey",
      "device.state",
      "device.revokedAt",
      "device.lateUntil",
      "account.personId",
    ])
    .where("device.streetId", "=", tx.streetId)
    .where("device.id", "in", [...deviceIds])
    .execute();

/** Grants in force now that had begun by then. Intake adds those that have ended since, by the minute. */
export const grantsBegunBy = (tx: Reading, accountId: string, moment: number) =>
  tx.sql
    .selectFrom("accountGrant")
    .select(["role", "communityId"])
    .where("streetId", "=", tx.streetId)
    .where("accountId", "=", accountId)
    .where("validFrom", "<", at(moment))
    .where((where) => where.or([where("validTo", "is", null), where("validTo", ">", at(tx.now))]))
    .execute();

export const photographOf = (tx: Reading, personId: string, factId: string) =>
  tx.sql
    .selectFrom("fact")
    .select(["recordedAt", sql<string>`body ->> 'sha256'`.as("sha256")])
    .where("streetId", "=", tx.streetId)
    .where("id", "=", factId)
    .where("kind", "=", "photograph")
    .where("authorId", "=", personId)
    .executeTakeFirst();

export async function putRecovery(
  tx: Writing,
  of: { accountId: string; phoneId: string; keySealed: Uint8Array },
): Promise<void> {
  const leftAt = new Date(tx.now);
  await tx.sql
    .insertInto("deviceRecovery")
    .values({ streetId: tx.streetId, ...of, leftAt })
    .onConflict((conflict) =>
      conflict.columns(["streetId", "accountId", "phoneId"]).doUpdateSet({ keySealed: of.keySealed, leftAt }),
    )
    .execute();
}

export const recoveryOf = (tx: Reading, accountId: string, phoneId: string) =>
  tx.sql
    .selectFrom("deviceRecovery")
    .select("keySealed")
    .where("streetId", "=", tx.streetId)
    .where("accountId", "=", accountId)
    .where("phoneId", "=", phoneId)
    .executeTakeFirst();

/** Live sessions `s` as of `now`, by the limits of their kind. */
const live = (now: number) => sql`s.revoked_at is null and a.disabled_at is null
  and s.last_seen_at >= ${sql`case when s.device_id is null then ${new Date(now - IDLE_LIMIT_MS)}::timestamptz
    else ${new Date(now - DEVICE_IDLE_LIMIT_MS)}::timestamptz end`}
  and s.created_at >= ${sql`case when s.device_id is null then ${new Date(now - ABSOLUTE_LIMIT_MS)}::timestamptz
    else ${new Date(now - DEVICE_ABSOLUTE_LIMIT_MS)}::timestamptz end`}`;

const who = sql`json_build_object('id', a.id, 'login', a.login) as account,
  json_build_object('id', p.id, 'name', p.name) as person`;

/** Live sessions, last used first; with `accountId` only that account's. */
export async function liveSessions(
  tx: Reading,
  accountId: string | null,
): Promise<Omit<SessionRow, "current">[]> {
  const { rows } = await sql<Omit<SessionRow, "current">>`
    select s.id, ${who}, coalesce(d.name, s.client, '浏览器') as client, s.device_id,
      s.created_at as started_at, s.last_seen_at
    from session s
    join account a on a.street_id = s.street_id and a.id = s.account_id
    join person p on p.street_id = a.street_id and p.id = a.person_id
    left join device d on d.street_id = s.street_id and d.id = s.device_id
    where s.street_id = ${tx.streetId} and (${accountId}::uuid is null or s.account_id = ${accountId}::uuid)
      and ${live(tx.now)}
    order by s.last_seen_at desc, s.id`.execute(tx.sql);
  return rows;
}

/** Every registration that still says something: those replaced by a newer one are left out once they hold nothing. */
export async function listDevices(tx: Reading): Promise<DeviceView[]> {
  const { rows } = await sql<DeviceView>`
    select d.id, d.phone_id, d.name, ${who}, d.state, d.registered_at,
      (select max(s.last_seen_at) from session s where s.street_id = d.street_id and s.device_id = d.id) as last_seen_at,
      (select count(*)::int from session s where s.street_id = d.street_id and s.device_id = d.id and ${live(tx.now)}) as sessions,
      d.unsent, d.unsent_at, d.revoked_at, d.late_until, d.reason
    from device d
    join account a on a.street_id = d.street_id and a.id = d.account_id
    join person p on p.street_id = a.street_id and p.id = a.person_id
    where d.street_id = ${tx.streetId} and (d.state <> 'replaced' or d.unsent > 0)
    order by last_seen_at desc nulls last, d.id`.execute(tx.sql);
  return rows;
}
