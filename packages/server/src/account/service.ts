import { hash, verify } from "@node-rs/argon2";
import type { z } from "zod";
import { abilitiesOf, communityRoles, conflictOf, type Actor } from "@lingzhu/domain/access";
import {
  weakPassword,
  type AccountView,
  type CreateAccount,
  type SessionView,
  type SignIn,
} from "@lingzhu/domain/account";
import type { RegisteredDevice } from "@lingzhu/domain/device";
import { problem } from "@lingzhu/domain/kernel";
import { transact, type Floor, type Reading, type Writing } from "../db/transact.ts";
import { enterDevice, revokeDevicesOf } from "../device/service.ts";
import { insertPerson } from "../person/service.ts";
import { startSession } from "./session.ts";
import { isBreached } from "./breached.ts";
import * as store from "./store.ts";
import { countFailure, forgetFailures, requireUnblocked, throttleKey } from "./throttle.ts";

/** OWASP Password Storage Cheat Sheet: argon2id, 19 MiB, 2 passes, 1 lane. */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Verified when the account is unknown, so that the answer takes as long. Not the hash of any password in use. */
const NOBODY_HASH =
  "$argon2id$v=19$m=19456,t=2,p=1$bGluZ3podW5vYm9keQ$7WiTRrzl8UqFC5nfnP5lEaTEp7zFcfCO5M7gyeqZ5TY";

export const hashPassword = (password: string) => hash(password, ARGON2);

export function requireStrong(password: string, about: { login: string; name: string }): void {
  const reason =
    weakPassword(password, about) ?? (isBreached(password) ? "这个密码在已泄露的密码里，容易被猜到" : null);
  if (reason) throw problem("auth.weak-password", { reason });
}

export interface Entered {
  cookie: string;
  /** The phone's registration, when the sign-in came from one. */
  device?: z.infer<typeof RegisteredDevice>;
}

/**
 * Signs in and returns the session cookie; from a phone, its registration too. Every failure counts against account
 * and address together. `client`: words for the list of sessions.
 */
export async function signIn(
  floor: Floor,
  input: z.output<typeof SignIn>,
  address: string,
  client: string,
): Promise<Entered> {
  const login = input.login.trim().toLowerCase();
  const key = throttleKey(login, address);
  await requireUnblocked(floor, key);
  const account = await store.findByLogin(floor, login);
  const right = await verify(account?.passwordHash ?? NOBODY_HASH, input.password).catch(() => false);
  if (!account || !right || account.disabledAt !== null) {
    await countFailure(floor, key);
    throw problem("auth.failed");
  }
  await forgetFailures(floor, key);
  const acting = { streetId: account.streetId, accountId: account.id, sessionId: null };
  return transact(floor, acting, async (tx) => {
    const device = input.device && (await enterDevice(tx, account.id, input.device));
    const bound = device && input.device ? { deviceId: device.id, client: input.device.name } : { client };
    const { cookie, sessionId } = await startSession(tx, account.id, bound);
    const detail = device ? { deviceId: device.id } : {};
    tx.audit({ act: "session.start", noun: "session", id: sessionId, detail });
    return { cookie, ...(device ? { device } : {}) };
  });
}

/** Makes an account with its grants; the person is made along with it when not named. */
export async function createAccount(tx: Writing, input: CreateAccount): Promise<{ id: string }> {
  for (const grant of input.grants) {
    const limited = communityRoles.includes(grant.role);
    if (limited !== (grant.communityId !== null)) {
      const reason = limited ? "社区书记须指定社区" : "这个岗位面向全街道，不指定社区";
      throw problem("input.invalid", { issues: [{ path: "grants", reason }] });
    }
  }
  const conflict = conflictOf(input.grants.map(({ role }) => role));
  if (conflict) throw problem("input.invalid", { issues: [{ path: "grants", reason: conflict }] });
  const login = input.login.toLowerCase();
  const person = input.person
    ? { id: tx.newId(), ...input.person }
    : await store.personById(tx, input.personId ?? "");
  if (!person) throw problem("record.missing", { noun: "人员" });
  requireStrong(input.password, { login, name: person.name });
  if (input.person) await insertPerson(tx, { ...input.person, id: person.id, phone: null });
  const id = tx.newId();
  await store.insertAccount(tx, {
    id,
    personId: person.id,
    login,
    passwordHash: await hashPassword(input.password),
    grants: input.grants,
  });
  tx.audit({ act: "account.create", noun: "account", id, detail: { login, grants: input.grants } });
  return { id };
}

export async function disableAccount(tx: Writing, actor: Actor, id: string): Promise<void> {
  if (id === actor.accountId) throw problem("record.in-use", { noun: "账号", by: "您自己" });
  if (!(await store.setDisabled(tx, id))) throw problem("record.missing", { noun: "账号" });
  await revokeDevicesOf(tx, id, "账号已停用");
  tx.audit({ act: "account.disable", noun: "account", id });
}

export async function resetPassword(tx: Writing, id: string, password: string): Promise<void> {
  const account = await store.accountById(tx, id);
  if (!account) throw problem("record.missing", { noun: "账号" });
  requireStrong(password, { login: account.login, name: account.name });
  await store.setPassword(tx, id, await hashPassword(password));
  tx.audit({ act: "account.reset-password", noun: "account", id });
}

export const listAccounts = (tx: Reading): Promise<AccountView[]> => store.listAccounts(tx);

export async function sessionView(
  tx: Reading,
  actor: Actor,
  serverKey: SessionView["serverKey"],
): Promise<SessionView> {
  const { account, person, street } = await store.sessionParts(tx, actor);
  return {
    account,
    person,
    street,
    grants: [...actor.grants],
    abilities: abilitiesOf(actor),
    demo: street.demo,
    serverTime: tx.now,
    ...(actor.deviceId ? { deviceId: actor.deviceId } : {}),
    serverKey,
  };
}
