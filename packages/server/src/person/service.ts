import { maskPhone, type Scope } from "@lingzhu/domain/access";
import type { CreatePerson, PersonView } from "@lingzhu/domain/person";
import { problem } from "@lingzhu/domain/kernel";
import type { Reading, Writing } from "../db/transact.ts";
import * as store from "./store.ts";

export const insertPerson = store.insertPerson;

/** The telephone number on record, in the clear; for comparing inside the server, never for an answer. */
export const phoneOf = (tx: Reading, person: { id: string; phoneSealed: Uint8Array | null }): string | null =>
  person.phoneSealed ? tx.sealer.open(person.phoneSealed, store.phoneContext(person.id)) : null;

/** People who work in the campaign, phones masked. */
export async function listPeople(tx: Reading, scope: Scope): Promise<PersonView[]> {
  const rows = await store.listPeople(tx, scope);
  return rows.map(({ phoneSealed, ...row }) => ({
    ...row,
    phone: phoneSealed ? maskPhone(tx.sealer.open(phoneSealed, store.phoneContext(row.id))) : null,
  }));
}

export async function createPerson(tx: Writing, scope: Scope, input: CreatePerson): Promise<{ id: string }> {
  if (!scope.street && !(input.communityId && scope.communityIds.includes(input.communityId)))
    throw problem("access.denied", { action: "管理其他社区的人员" });
  const id = input.id ?? tx.newId();
  await store.insertPerson(tx, { ...input, id });
  tx.audit({ act: "person.create", noun: "person", id, detail: { communityId: input.communityId } });
  return { id };
}
