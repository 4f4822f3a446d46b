/** Signing in with the password on this phone: registers it, and gets a forgotten PIN's records back. */
import { SessionView, SignedIn } from "@lingzhu/domain/account";
import type { z } from "zod";
import { asProblem, get, post, proveBy } from "../../shared/api/index.ts";
import type { FieldDatabase } from "../store/database.ts";
import { deviceIdOf } from "../store/device.ts";
import { newSigningKey, signText, type SigningKey } from "../store/person-keys.ts";
import {
  recover,
  renewSigning,
  type Newcomer,
  type PhonePerson,
  type Recovered,
} from "../store/phone-people.ts";
import type { Vault } from "../store/vault.ts";
import { phoneName } from "./phone-name.ts";
import { proverOf } from "./prover.ts";

/** Somebody whose password was right and who has no PIN here yet, or needs a new one. */
export interface Entering {
  newcomer: Newcomer;
  recovered: Recovered | undefined;
  /** Records of an earlier time here cannot be opened any more; they can still be sent. */
  lost: boolean;
}

const SPENT = "device.key-spent";

async function signIn(
  db: FieldDatabase,
  login: string,
  password: string,
  publicKey: string,
  wantsRecovery: boolean,
): Promise<NonNullable<z.output<typeof SignedIn>["device"]>> {
  const device = {
    phoneId: await deviceIdOf(db),
    name: await phoneName(),
    publicKey,
    recover: wantsRecovery,
  };
  const answer = await post("/api/session", { login, password, device }, SignedIn, { unproven: true });
  if (!answer.device) throw new Error("the server does not bind sessions to phones");
  return answer.device;
}

async function sessionWith(signing: SigningKey, deviceId: string): Promise<SessionView> {
  proveBy(proverOf({ deviceId, sign: (text) => signText(signing.privateKey, text) }));
  return get("/api/session", SessionView);
}

/** `known`: the person as listed on this phone, whose PIN has been forgotten; null for somebody new here. */
export async function enterByPassword(
  db: FieldDatabase,
  login: string,
  password: string,
  known: PhonePerson | null,
): Promise<Entering> {
  const fresh = await newSigningKey();
  if (!known) {
    const { id } = await signIn(db, login, password, fresh.publicKey, false);
    return {
      newcomer: { session: await sessionWith(fresh, id), signing: fresh },
      recovered: undefined,
      lost: false,
    };
  }
  const signedIn = await signIn(db, login, password, known.publicKey, true).catch((error: unknown) => {
    // The office let the phone in again after it had been shut out: the old key is not taken any more.
    if (asProblem(error).code === SPENT) return signIn(db, login, password, fresh.publicKey, true);
    throw error;
  });
  const opened = signedIn.recoveryKey === null ? null : await recover(known, signedIn.recoveryKey);
  const isOldKey = signedIn.id === known.deviceId;
  if (opened && isOldKey)
    return {
      newcomer: { session: await sessionWith(opened.signing, signedIn.id), signing: opened.signing },
      recovered: opened.recovered,
      lost: false,
    };
  // Without the records' key its signing key is lost with it: the phone is registered with a new one.
  const { id } = isOldKey ? await signIn(db, login, password, fresh.publicKey, false) : signedIn;
  const newcomer = { session: await sessionWith(fresh, id), signing: fresh };
  return { newcomer, recovered: opened?.recovered, lost: !opened };
}

/** A new session for the person at an open vault, whose session has ended. */
export async function renewByPassword(
  db: FieldDatabase,
  vault: Vault,
  known: PhonePerson,
  password: string,
): Promise<void> {
  try {
    await signIn(db, known.login, password, known.publicKey, false);
  } catch (error) {
    if (asProblem(error).code !== SPENT) throw error;
    const fresh = await newSigningKey();
    const { id } = await signIn(db, known.login, password, fresh.publicKey, false);
    await renewSigning(db, vault, fresh, id);
  }
}
