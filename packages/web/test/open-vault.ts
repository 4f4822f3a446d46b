/** An open vault for tests that need one and are not about it; the same keys for the same person each time. */
import { aesKey, newSigningKey } from "../src/field/store/person-keys.ts";
import { randomBytes, toBase64url } from "../src/field/store/bytes.ts";
import { Vault, type VaultKeys } from "../src/field/store/vault.ts";

const made = new Map<string, Promise<VaultKeys>>();

async function newKeys(personId: string): Promise<VaultKeys> {
  const server = await crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, false, [
    "deriveBits",
  ]);
  const publicKey = toBase64url(new Uint8Array(await crypto.subtle.exportKey("raw", server.publicKey)));
  return {
    personKey: await aesKey(randomBytes(32)),
    keyId: personId,
    signing: await newSigningKey(),
    deviceId: personId,
    serverKey: { number: 1, publicKey },
  };
}

export async function openVault(personId: string): Promise<Vault> {
  const keys = made.get(personId) ?? newKeys(personId);
  made.set(personId, keys);
  const vault = new Vault(personId);
  vault.unlock(await keys);
  return vault;
}
