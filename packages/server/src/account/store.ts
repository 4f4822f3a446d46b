import { sql } from "kysely";
import type { Actor, Grant } from "@lingzhu/domain/access";
import type { AccountView } from "@lingzhu/domain/account";
import { read, type Floor, type Reading, type Writing } from "../db/transact.ts";

/** The account behind a login name, of whatever street. */
export async function findByLogin(floor: Floor, login: string) {
  const entry = await floor.db.selectFrom("login").selectAll().where("login", "=", login).executeTakeFirst();
  if (!entry) return undefined;
  return read(floor, { streetId: entry.streetId, accountId: null, sessionId: null }, (tx) =>
    tx.sql
      .selectFrom("account")
      .select(["streetId", "id", "passwordHash", "disabledAt"])
      .where("streetId", "=", entry.streetId)
      .where("id", "=", entry.accountId)
      .executeTakeFirst(),
  );
}

export const personById = (tx: Reading, id: string) =>
  tx.sql
    .selectFrom("person")
    .select(["id", "name"])
    .where("streetId", "=", tx.streetId)
    .where("id", "=", id)
    .executeTakeFirst();

export const accountById = (tx: Reading, id: string) =>
  tx.sql
    .selectFrom("account")
    .innerJoin("person", (join) =>
      join.onRef("person.streetId", "=", "account.streetId").onRef("person.id", "=", "account.personId"),
    )
    .select(["account.id", "account.login", "person.name"])
    .where("account.streetId", "=", tx.streetId)
    .where("account.id", "=", id)
    .executeTakeFirst();

export async function insertAccount(
  tx: Writing,
  account: { id: string; personId: string; login: string; passwordHash: string; grants: readonly Grant[] },
): Promise<void> {
  const { grants, ...row } = account;
  const now = new Date(tx.now);
  await tx.sql
    .insertInto("account")
    .values({ streetId: tx.streetId, ...row, createdAt: now })
    .execute();
  await tx.sql
    .insertInto("login")
    .values({ login: row.login, streetId: tx.streetId, accountId: row.id })
    .execute();
  await tx.sql
    .insertInto("accountGrant")
    .values(
      grants.map((grant) => ({
        streetId: tx.streetId,
        id: tx.newId(),
        accountId: row.id,
        ...grant,
        validFrom: now,
      })),
    )
    .execute();
}

export async function setDisabled(tx: Writing, id: string): Promise<boolean> {
  const done = await tx.sql
    .updateTable("account")
    .set({ disabledAt: new Date(tx.now) })
    .where("streetId", "=", tx.streetId)
    .where("id", "=", id)
    .where("disabledAt", "is", null)
    .executeTakeFirst();
  await revokeSessions(tx, id);
  return done.numUpdatedRows > 0n;
}

export async function setPassword(tx: Writing, id: string, passwordHash: string): Promise<void> {
  await tx.sql
    .updateTable("account")
    .set({ passwordHash })
    .where("streetId", "=", tx.streetId)
    .where("id", "=", id)
    .execute();
  await revokeSessions(tx, id);
}

const revokeSessions = (tx: Writing, accountId: string) =>
  tx.sql
    .updateTable("session")
    .set({ revokedAt: new Date(tx.now) })
    .where("streetId", "=", tx.streetId)
    .where("accountId", "=", accountId)
    .where("revokedAt", "is", null)
    .execute();

export async function listAccounts(tx: Reading): Promise<AccountView[]> {
  const { rows } = await sql<
    Omit<AccountView, "createdAt" | "disabledAt"> & { createdAt: number; disabledAt: number | null }
  >`
    select a.id, a.login, a.created_at, a.disabled_at,
      json_build_object('id', p.id, 'name', p.name, 'post', p.post, 'organisation', p.organisation) as person,
      coalesce((select json_agg(json_build_object('role', g.role, 'communityId', g.community_id, 'communityName', c.name) order by g.valid_from)
        from account_grant g left join place c on c.street_id = g.street_id and c.id = g.community_id
        where g.street_id = a.street_id and g.account_id = a.id and g.valid_to is null), '[]'::json) as grants
    from account a join person p on p.street_id = a.street_id and p.id = a.person_id
    where a.street_id = ${tx.streetId} order by a.created_at`.execute(tx.sql);
  return rows;
}

export async function sessionParts(tx: Reading, actor: Actor) {
  const row = await tx.sql
    .selectFrom("account as a")
    .innerJoin("person as p", (join) =>
      join.onRef("p.streetId", "=", "a.streetId").onRef("p.id", "=", "a.personId"),
    )
    .innerJoin("street as s", "s.streetId", "a.streetId")
    .select([
      "a.login",
      "p.name",
      "p.post",
      "s.code",
      "s.name as streetName",
      "s.region",
      "s.centerLon",
      "s.centerLat",
      "s.demo",
    ])
    .where("a.streetId", "=", tx.streetId)
    .where("a.id", "=", actor.accountId)
    .executeTakeFirstOrThrow();
  return {
    account: { id: actor.accountId, login: row.login },
    person: { id: actor.personId, name: row.name, post: row.post },
    street: {
      id: tx.streetId,
      code: row.code,
      name: row.streetName,
      region: row.region,
      center:
        row.centerLon !== null && row.centerLat !== null
          ? ([row.centerLon, row.centerLat] as [number, number])
          : null,
      demo: row.demo,
    },
  };
}
