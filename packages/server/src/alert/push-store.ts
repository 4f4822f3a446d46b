import { createHash } from "node:crypto";
import { sql } from "kysely";
import { PushSubscription } from "@lingzhu/domain/alert";
import { moment } from "../db/database.ts";
import type { Reading, Writing } from "../db/transact.ts";

const hashOf = (endpoint: string) => createHash("sha256").update(endpoint).digest();
const contextOf = (id: string) => `push_subscription.subscription ${id}`;

/** Keeps a browser for an account; one that was somebody else's before is theirs no more. */
export async function putSubscription(
  tx: Writing,
  accountId: string,
  subscription: PushSubscription,
): Promise<string> {
  const endpointHash = hashOf(subscription.endpoint);
  await removeSubscription(tx, subscription.endpoint);
  const id = tx.newId();
  await tx.sql
    .insertInto("pushSubscription")
    .values({
      streetId: tx.streetId,
      id,
      accountId,
      endpointHash,
      subscriptionSealed: tx.sealer.seal(JSON.stringify(subscription), contextOf(id)),
      createdAt: new Date(tx.now),
    })
    .execute();
  return id;
}

/** @param accountId only if it is this account's; null for whosever. */
export async function removeSubscription(
  tx: Writing,
  endpoint: string,
  accountId: string | null = null,
): Promise<boolean> {
  const done = await tx.sql
    .deleteFrom("pushSubscription")
    .where("streetId", "=", tx.streetId)
    .where("endpointHash", "=", hashOf(endpoint))
    .$if(accountId !== null, (query) => query.where("accountId", "=", accountId!))
    .executeTakeFirst();
  return done.numDeletedRows > 0n;
}

export async function countSubscriptions(tx: Reading, accountId: string): Promise<number> {
  const { count } = await tx.sql
    .selectFrom("pushSubscription")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("streetId", "=", tx.streetId)
    .where("accountId", "=", accountId)
    .executeTakeFirstOrThrow();
  return Number(count);
}

export interface DueAlert {
  audience: string;
  communityId: string | null;
}

export async function hasDueAlerts(tx: Reading, since: number): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`select exists (select 1 from alert
    where street_id = ${tx.streetId} and pushed_at is null and created_at >= ${moment(since)}) as found`.execute(
    tx.sql,
  );
  return rows[0]!.found;
}

/**
 * Takes the alerts that no push service was told of since a moment. Each is taken once, also by several processes:
 * a message too few is made up for by the list of alerts, one too many would be a nuisance.
 */
export async function claimAlerts(tx: Writing, since: number): Promise<DueAlert[]> {
  const { rows } = await sql<DueAlert>`
    update alert a set pushed_at = ${new Date(tx.now)}
    where a.street_id = ${tx.streetId} and a.id in (
      select id from alert where street_id = ${tx.streetId} and pushed_at is null and created_at >= ${moment(since)}
      for update skip locked)
    returning a.audience, a.community_id`.execute(tx.sql);
  return rows;
}

/** Browsers of those whom the alerts are for, by the posts that they hold now. */
export async function subscriptionsFor(
  tx: Reading,
  alerts: readonly DueAlert[],
): Promise<PushSubscription[]> {
  const streetWide = [
    ...new Set(alerts.filter(({ audience }) => audience !== "secretary").map(({ audience }) => audience)),
  ];
  const communities = alerts.flatMap(({ audience, communityId }) =>
    audience === "secretary" && communityId ? [communityId] : [],
  );
  const { rows } = await sql<{ id: string; sealed: Uint8Array }>`
    select s.id, s.subscription_sealed as sealed from push_subscription s
    join account c on c.street_id = s.street_id and c.id = s.account_id and c.disabled_at is null
    where s.street_id = ${tx.streetId} and exists (
      select 1 from account_grant g where g.street_id = s.street_id and g.account_id = s.account_id
        and g.valid_from <= ${moment(tx.now)} and (g.valid_to is null or g.valid_to > ${moment(tx.now)})
        and ((g.community_id is null and g.role = any(${streetWide}))
          or (g.role = 'secretary' and g.community_id = any(${communities}::uuid[]))))`.execute(tx.sql);
  return rows.map(({ id, sealed }) =>
    PushSubscription.parse(JSON.parse(tx.sealer.open(sealed, contextOf(id)))),
  );
}
