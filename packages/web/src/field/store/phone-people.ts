/**
 * Who uses this phone, and how each of them opens their vault. A row holds nothing that opens anything by itself; the
 * name is in the open, so that people find themselves in the list.
 */
import { pinWait, weakPin, type ServerKey } from "@lingzhu/domain/device";
import type { SessionView } from "@lingzhu/domain/account";
import { fromBase64url, randomBytes, toBase64url, type Bytes } from "./bytes.ts";
import type { FieldDatabase } from "./database.ts";
import { newId } from "./device.ts";
import {
  aesKey,
  newPhoneKey,
  PIN_ITERATIONS,
  pinKey,
  seal,
  signingKey,
  unseal,
  type SigningKey,
} from "./person-keys.ts";
import { Vault } from "./vault.ts";

export interface PhonePerson {
  personId: string;
  name: string;
  login: string;
  accountId: string;
  /** Registration at the server, and the public key it knows. */
  deviceId: string;
  publicKey: string;
  serverKey: ServerKey;
  keyId: string;
  pinSalt: Bytes;
  pinIterations: number;
  personKeyByPin: Bytes;
  personKeyByRecovery: Bytes;
  /** PKCS #8 under the person key. */
  signingSealed: Bytes;
  /** The last session view, under the person key. */
  sessionSealed: Bytes;
  wrongTries: number;
  /** No PIN is tried before this moment (ms). */
  waitUntil: number;
  lastUsedAt: number;
}

/** A person who has just signed in with the password, before there is a PIN. */
export interface Newcomer {
  session: SessionView;
  signing: SigningKey & { pkcs8: Bytes };
}

/** The person key of somebody who forgot the PIN, got back by the recovery key. */
export interface Recovered {
  personKey: Bytes;
  keyId: string;
  personKeyByRecovery: Bytes;
}

export type Unlocked = { vault: Vault; session: SessionView };
export type Unlocking = { ok: true; unlocked: Unlocked } | { ok: false; person: PhonePerson };

const contextOf = (personId: string, what: string) => `lingzhu-person-1|${personId}|${what}`;

/** Last used first. */
export const listPeople = async (db: FieldDatabase): Promise<PhonePerson[]> =>
  (await db.people.toArray()).sort((a, b) => b.lastUsedAt - a.lastUsedAt);

async function phoneKeyOf(db: FieldDatabase): Promise<CryptoKey> {
  const known = await db.secrets.get("phone");
  if (known) return known.key;
  const key = await newPhoneKey();
  // Two pages may make one at the same time: the first to be stored counts.
  await db.secrets.add({ name: "phone", key }).catch(() => undefined);
  return (await db.secrets.get("phone"))!.key;
}

/**
 * Gives somebody their vault and PIN on this phone. `leaveRecovery` hands the recovery key to the server; nothing is
 * stored before it has done so, because a forgotten PIN would otherwise lose the records.
 */
export async function settleIn(
  db: FieldDatabase,
  newcomer: Newcomer,
  pin: string,
  parts: {
    now: number;
    leaveRecovery: (key: string) => Promise<void>;
    recovered?: Recovered | undefined;
    iterations?: number;
  },
): Promise<Unlocked> {
  if (weakPin(pin) !== null) throw new Error("a weak PIN must be refused before");
  const { session, signing } = newcomer;
  const { id: personId, name } = session.person;
  if (!session.deviceId || !session.serverKey) throw new Error("the server does not bind sessions to phones");
  const raw = parts.recovered?.personKey ?? randomBytes(32);
  const keyId = parts.recovered?.keyId ?? newId();
  let personKeyByRecovery = parts.recovered?.personKeyByRecovery;
  if (!personKeyByRecovery) {
    const recovery = randomBytes(32);
    personKeyByRecovery = await seal(await aesKey(recovery), raw, contextOf(personId, "recovery"));
    await parts.leaveRecovery(toBase64url(recovery));
  }
  const personKey = await aesKey(raw);
  const person: PhonePerson = {
    personId,
    name,
    login: session.account.login,
    accountId: session.account.id,
    deviceId: session.deviceId,
    publicKey: signing.publicKey,
    serverKey: session.serverKey,
    keyId,
    ...(await underPin(db, personId, pin, raw, parts.iterations ?? PIN_ITERATIONS)),
    personKeyByRecovery,
    signingSealed: await seal(personKey, signing.pkcs8, contextOf(personId, "signing")),
    sessionSealed: new Uint8Array(),
    wrongTries: 0,
    waitUntil: 0,
    lastUsedAt: parts.now,
  };
  raw.fill(0);
  const vault = new Vault(personId);
  vault.unlock({ personKey, keyId, signing, deviceId: person.deviceId, serverKey: person.serverKey });
  await db.people.put({
    ...person,
    sessionSealed: await vault.sealValue(session, contextOf(personId, "session")),
  });
  return { vault, session };
}

async function underPin(db: FieldDatabase, personId: string, pin: string, raw: Bytes, iterations: number) {
  const pinSalt = randomBytes(16);
  const key = await pinKey(pin, pinSalt, iterations, await phoneKeyOf(db));
  return {
    pinSalt,
    pinIterations: iterations,
    personKeyByPin: await seal(key, raw, contextOf(personId, "pin")),
  };
}

/**
 * Tries a PIN; `vault` is unlocked anew when given. A try is counted before it is made, so that closing the page does
 * not save it. Not to be called before `waitUntil`.
 */
export async function tryPin(
  db: FieldDatabase,
  personId: string,
  pin: string,
  now: number,
  vault = new Vault(personId),
): Promise<Unlocking> {
  const person = await db.people.get(personId);
  if (!person) throw new Error("nobody of that id uses this phone");
  if (now < person.waitUntil) return { ok: false, person };
  const wrongTries = person.wrongTries + 1;
  const counted = { wrongTries, waitUntil: now + pinWait(wrongTries) };
  await db.people.update(personId, counted);
  const key = await pinKey(pin, person.pinSalt, person.pinIterations, await phoneKeyOf(db));
  const raw = await unseal(key, person.personKeyByPin, contextOf(personId, "pin")).catch(() => null);
  if (!raw) return { ok: false, person: { ...person, ...counted } };
  const session = await openVault(person, raw, vault);
  await db.people.update(personId, { wrongTries: 0, waitUntil: 0, lastUsedAt: now });
  return { ok: true, unlocked: { vault, session } };
}

async function openVault(person: PhonePerson, raw: Bytes, vault: Vault): Promise<SessionView> {
  const { personId, keyId, deviceId, serverKey, publicKey } = person;
  const personKey = await aesKey(raw);
  raw.fill(0);
  const pkcs8 = await unseal(personKey, person.signingSealed, contextOf(personId, "signing"));
  const signing = { publicKey, privateKey: await signingKey(pkcs8) };
  vault.unlock({ personKey, keyId, signing, deviceId, serverKey });
  return vault.unsealValue<SessionView>(person.sessionSealed, contextOf(personId, "session"));
}

/** A new PIN in place of one that {@link tryPin} has just found right. */
export async function changePin(
  db: FieldDatabase,
  personId: string,
  old: string,
  pin: string,
): Promise<void> {
  if (weakPin(pin) !== null) throw new Error("a weak PIN must be refused before");
  const person = (await db.people.get(personId))!;
  const key = await pinKey(old, person.pinSalt, person.pinIterations, await phoneKeyOf(db));
  const raw = await unseal(key, person.personKeyByPin, contextOf(personId, "pin"));
  await db.people.update(personId, await underPin(db, personId, pin, raw, person.pinIterations));
  raw.fill(0);
}

/** What the recovery key opens; null when it is not the one that was left for these records. */
export async function recover(
  person: PhonePerson,
  recoveryKey: string,
): Promise<{ recovered: Recovered; signing: SigningKey & { pkcs8: Bytes } } | null> {
  const { personId, keyId, personKeyByRecovery, publicKey } = person;
  const key = await aesKey(fromBase64url(recoveryKey));
  const personKey = await unseal(key, personKeyByRecovery, contextOf(personId, "recovery")).catch(() => null);
  if (!personKey) return null;
  const pkcs8 = await unseal(await aesKey(personKey), person.signingSealed, contextOf(personId, "signing"));
  const signing = { publicKey, privateKey: await signingKey(pkcs8), pkcs8 };
  return { recovered: { personKey, keyId, personKeyByRecovery }, signing };
}

/** Keeps what the server last said of an open vault's person. */
export async function rememberSession(db: FieldDatabase, vault: Vault, session: SessionView): Promise<void> {
  const { personId } = vault;
  const { serverKey } = session;
  await db.people.update(personId, {
    name: session.person.name,
    sessionSealed: await vault.sealValue(session, contextOf(personId, "session")),
    ...(serverKey ? { serverKey } : {}),
  });
}

/** A new signing key for an open vault, after the server would not take the old one any more. */
export async function renewSigning(
  db: FieldDatabase,
  vault: Vault,
  signing: SigningKey & { pkcs8: Bytes },
  deviceId: string,
): Promise<void> {
  const { personId } = vault;
  const signingSealed = await vault.sealKey(signing.pkcs8, contextOf(personId, "signing"));
  await db.people.update(personId, { deviceId, publicKey: signing.publicKey, signingSealed });
  vault.useSigning(signing, deviceId);
}
