import { sql } from "kysely";
import type { AuditEntryView, AuditFilter } from "@lingzhu/domain/audit";
import { addDays, startOfDay } from "@lingzhu/domain/kernel";
import type { Reading } from "../db/transact.ts";

type Row = Omit<AuditEntryView, "actor"> & {
  accountId: string | null;
  login: string | null;
  name: string | null;
};

/** Entries under a filter with a number below `before`, newest first. */
export async function listEntries(
  tx: Reading,
  filter: AuditFilter & { before?: number | undefined; limit: number },
): Promise<AuditEntryView[]> {
  const since = filter.from === undefined ? null : new Date(startOfDay(filter.from));
  const until = filter.to === undefined ? null : new Date(startOfDay(addDays(filter.to, 1)));
  const { rows } = await sql<Row>`
    select a.seq, a.at, a.act, a.noun, a.object_id, a.detail, c.id as account_id, c.login, p.name
    from audit a
    left join account c on c.street_id = a.street_id and c.id = a.account_id
    left join person p on p.street_id = c.street_id and p.id = c.person_id
    where a.street_id = ${tx.streetId}
      and (${filter.before ?? null}::bigint is null or a.seq < ${filter.before ?? null})
      and (${filter.act ?? null}::text is null or a.act = ${filter.act ?? null})
      and (${filter.accountId ?? null}::uuid is null or a.account_id = ${filter.accountId ?? null})
      and (${filter.objectId ?? null}::text is null or a.object_id = ${filter.objectId ?? null})
      and (${since}::timestamptz is null or a.at >= ${since})
      and (${until}::timestamptz is null or a.at < ${until})
    order by a.seq desc limit ${filter.limit}`.execute(tx.sql);
  return rows.map(({ accountId, login, name, ...entry }) => ({
    ...entry,
    actor: accountId === null ? null : { accountId, login: login!, name: name! },
  }));
}

/** Every account that ever acted. */
export async function actors(tx: Reading): Promise<{ accountId: string; login: string; name: string }[]> {
  const { rows } = await sql<{ accountId: string; login: string; name: string }>`
    select c.id as account_id, c.login, p.name from account c
    join person p on p.street_id = c.street_id and p.id = c.person_id
    where c.street_id = ${tx.streetId}
      and exists (select 1 from audit a where a.street_id = c.street_id and a.account_id = c.id)
    order by c.login`.execute(tx.sql);
  return rows;
}
