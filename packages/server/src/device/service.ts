import type { Actor } from "@lingzhu/domain/access";
import {
  deviceMachine,
  LATE_MS,
  type DeviceEvent,
  type DeviceRegistration,
  type DeviceState,
  type DeviceView,
  type RegisteredDevice,
  type SessionRow,
} from "@lingzhu/domain/device";
import { advance, problem } from "@lingzhu/domain/kernel";
import type { z } from "zod";
import { endSession, endSessionsOf } from "../account/session.ts";
import { jot, type Floor, type Reading, type Writing } from "../db/transact.ts";
import * as store from "./store.ts";

const recoveryContext = (accountId: string, phoneId: string) =>
  `device_recovery.key_sealed ${accountId} ${phoneId}`;

/**
 * The registration of a phone for an account that has just proved its password: the one that is there, or a new one.
 * Throws `device.revoked` while the office has shut this phone out, and `device.key-spent` when a new key is needed.
 */
export async function enterDevice(
  tx: Writing,
  accountId: string,
  input: DeviceRegistration,
): Promise<z.infer<typeof RegisteredDevice>> {
  const known = await store.registrationsOf(tx, accountId, input.phoneId);
  if (known.some(({ state }) => state === "revoked" || state === "late")) throw problem("device.revoked");
  const key = Buffer.from(input.publicKey, "base64url");
  const same = known.find(({ publicKey }) => key.equals(publicKey));
  if (same && same.state !== "active") throw problem("device.key-spent");
  const id = same?.id ?? (await register(tx, accountId, input, key, known));
  return { id, recoveryKey: input.recover ? await releaseRecovery(tx, accountId, input.phoneId) : null };
}

async function register(
  tx: Writing,
  accountId: string,
  { phoneId, name }: DeviceRegistration,
  publicKey: Uint8Array,
  known: readonly { id: string; state: DeviceState }[],
): Promise<string> {
  const before = known.find(({ state }) => state === "active");
  if (before) await store.changeDevice(tx, before.id, { state: move(before.state, { type: "replace" }) });
  const id = tx.newId();
  await store.insertDevice(tx, { id, accountId, phoneId, name, publicKey });
  const detail = { accountId, phoneId, ...(before ? { replaces: before.id } : {}) };
  tx.audit({ act: "device.register", noun: "device", id, detail });
  return id;
}

async function releaseRecovery(tx: Writing, accountId: string, phoneId: string): Promise<string | null> {
  const left = await store.recoveryOf(tx, accountId, phoneId);
  const detail = { phoneId, found: left !== undefined };
  tx.audit({ act: "device.release-recovery", noun: "account", id: accountId, detail });
  return left ? tx.sealer.open(left.keySealed, recoveryContext(accountId, phoneId)) : null;
}

const move = (state: DeviceState, event: DeviceEvent): DeviceState =>
  advance(deviceMachine, state, event, null);

async function ownDevice(tx: Writing, actor: Actor) {
  const device = actor.deviceId === undefined ? undefined : await store.deviceForChange(tx, actor.deviceId);
  if (!device) throw problem("device.none");
  return device;
}

/** Keeps the key that opens this person's records on this phone, sealed. */
export async function leaveRecovery(tx: Writing, actor: Actor, key: string): Promise<void> {
  const { id, accountId, phoneId } = await ownDevice(tx, actor);
  const keySealed = tx.sealer.seal(key, recoveryContext(accountId, phoneId));
  await store.putRecovery(tx, { accountId, phoneId, keySealed });
  tx.audit({ act: "device.leave-recovery", noun: "device", id });
}

/** What the phone says it still holds: a note for the office, no act of the person. */
export async function noteUnsent(floor: Floor, actor: Actor, unsent: number): Promise<void> {
  const { deviceId, streetId } = actor;
  if (deviceId === undefined) throw problem("device.none");
  await jot(floor, streetId, (sql) =>
    sql
      .updateTable("device")
      .set({ unsent, unsentAt: new Date(floor.now()) })
      .where("streetId", "=", streetId)
      .where("id", "=", deviceId)
      .execute(),
  );
}

export const listDevices = (tx: Reading): Promise<DeviceView[]> => store.listDevices(tx);

const marked = (rows: readonly Omit<SessionRow, "current">[], actor: Actor): SessionRow[] =>
  rows.map((row) => ({ ...row, current: row.id === actor.sessionId }));
export const listSessions = async (tx: Reading, actor: Actor) =>
  marked(await store.liveSessions(tx, null), actor);
export const ownSessions = async (tx: Reading, actor: Actor) =>
  marked(await store.liveSessions(tx, actor.accountId), actor);

/** Ends a session; `own` keeps to the actor's, so that another's is not even known to exist. */
export async function closeSession(tx: Writing, actor: Actor, id: string, own: boolean): Promise<void> {
  if (!(await endSession(tx, id, own ? actor.accountId : undefined)))
    throw problem("record.missing", { noun: "登录" });
  tx.audit({ act: "session.end", noun: "session", id });
}

/** What each act of the office does to a registration besides moving its state. */
const effects = {
  revoke: (tx: Writing) => ({ revokedAt: new Date(tx.now), lateUntil: null }),
  allow_late: (tx: Writing) => ({ lateUntil: new Date(tx.now + LATE_MS) }),
  readmit: () => ({ lateUntil: null }),
} as const;

/** 撤销、允许补传、允许重新登记; refused with a reason where the machine has no such step. */
export async function decideDevice(
  tx: Writing,
  id: string,
  type: keyof typeof effects,
  reason: string,
): Promise<void> {
  const device = await store.deviceForChange(tx, id);
  if (!device) throw problem("record.missing", { noun: "手机登记" });
  const state = move(device.state, { type });
  // Shutting out again does not make what was shut out before acceptable.
  const { revokedAt, ...rest } = { revokedAt: undefined, ...effects[type](tx) };
  const first = device.revokedAt === null && revokedAt ? { revokedAt } : {};
  await store.changeDevice(tx, id, { state, reason, ...rest, ...first });
  if (type === "revoke") await endSessionsOf(tx, [id]);
  tx.audit({ act: `device.${type}`, noun: "device", id, detail: { reason, accountId: device.accountId } });
  tx.announce("device");
}

/** With its account a person loses every phone. */
export async function revokeDevicesOf(tx: Writing, accountId: string, reason: string): Promise<void> {
  for (const { id } of await store.revocableOf(tx, accountId)) await decideDevice(tx, id, "revoke", reason);
}
