import { sql } from "kysely";
import type { Scope } from "@lingzhu/domain/access";
import type { Reading, Writing } from "../db/transact.ts";

export const phoneContext = (personId: string) => `person.phone:${personId}`;

export async function insertPerson(
  tx: Writing,
  person: {
    id: string;
    name: string;
    post: string | null;
    organisation: string | null;
    communityId: string | null;
    phone: string | null;
  },
): Promise<void> {
  const { phone, ...row } = person;
  await tx.sql
    .insertInto("person")
    .values({
      streetId: tx.streetId,
      ...row,
      phoneSealed: phone ? tx.sealer.seal(phone, phoneContext(person.id)) : null,
      createdAt: new Date(tx.now),
    })
    .execute();
}

export async function listPeople(tx: Reading, scope: Scope) {
  const { rows } = await sql<{
    id: string;
    name: string;
    post: string | null;
    organisation: string | null;
    communityId: string | null;
    phoneSealed: Uint8Array | null;
    hasAccount: boolean;
  }>`
    select p.id, p.name, p.post, p.organisation, p.community_id, p.phone_sealed,
      exists (select 1 from account a where a.street_id = p.street_id and a.person_id = p.id and a.disabled_at is null) as has_account
    from person p
    where p.street_id = ${tx.streetId}
      and (${scope.street} or p.community_id = any(${scope.communityIds as string[]}::uuid[]) or p.id = ${scope.ownPersonId}::uuid)
    order by p.community_id nulls first, p.created_at, p.id`.execute(tx.sql);
  return rows;
}
