/**
 * The cryptography of one person's records on a phone, all of it the browser's own (Web Cryptography API). No storage.
 *
 * person key   AES-256, random; seals what the phone keeps for the person and wraps the content keys of parcels
 * PIN          PBKDF2-SHA-256, then HMAC under a key of this browser that cannot be exported, wraps the person key; so
 *              a copy of the stored rows does not suffice for trying a million PINs
 * recovery key 32 random bytes left with the server, wraps the person key too
 * signing key  ECDSA P-256, wrapped under the person key; proves requests and authorship
 */
import { fromBase64url, joined, randomBytes, toBase64url, utf8, type Bytes } from "./bytes.ts";

const NONCE = 12;
const ECDSA = { name: "ECDSA", namedCurve: "P-256" } as const;
const ECDSA_SHA256 = { name: "ECDSA", hash: "SHA-256" } as const;
/** OWASP Password Storage Cheat Sheet for PBKDF2-HMAC-SHA-256; about a second on a cheap phone, once per unlocking. */
export const PIN_ITERATIONS = 600_000;

/** AES-256-GCM key from raw bytes; cannot be read out again. */
export const aesKey = (raw: Bytes, usages: KeyUsage[] = ["encrypt", "decrypt"]): Promise<CryptoKey> =>
  crypto.subtle.importKey("raw", raw, "AES-GCM", false, usages);

/** Nonce, ciphertext and tag. `context` is authenticated: the value opens nowhere else. */
export async function seal(key: CryptoKey, bytes: Bytes, context: string): Promise<Bytes> {
  const nonce = randomBytes(NONCE);
  const algorithm = { name: "AES-GCM", iv: nonce, additionalData: utf8(context) };
  return joined(nonce, new Uint8Array(await crypto.subtle.encrypt(algorithm, key, bytes)));
}

/** Throws when the key or the context is another, or the value was changed. */
export async function unseal(key: CryptoKey, sealed: Bytes, context: string): Promise<Bytes> {
  const algorithm = { name: "AES-GCM", iv: sealed.slice(0, NONCE), additionalData: utf8(context) };
  return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, sealed.slice(NONCE)));
}

/** A key of this browser that never leaves it, for {@link pinKey}. */
export const newPhoneKey = (): Promise<CryptoKey> =>
  crypto.subtle.generateKey({ name: "HMAC", hash: "SHA-256" }, false, ["sign"]);

export async function pinKey(
  pin: string,
  salt: Bytes,
  iterations: number,
  phoneKey: CryptoKey,
): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey("raw", utf8(pin), "PBKDF2", false, ["deriveBits"]);
  const stretched = await crypto.subtle.deriveBits(
    { name: "PBKDF2", hash: "SHA-256", salt, iterations },
    material,
    256,
  );
  return aesKey(new Uint8Array(await crypto.subtle.sign("HMAC", phoneKey, stretched)));
}

export interface SigningKey {
  /** SPKI, base64url. */
  publicKey: string;
  privateKey: CryptoKey;
}

/** A new signing key, with its private half as bytes (PKCS #8) to be sealed; forget them after. */
export async function newSigningKey(): Promise<SigningKey & { pkcs8: Bytes }> {
  const pair = await crypto.subtle.generateKey(ECDSA, true, ["sign", "verify"]);
  const pkcs8 = new Uint8Array(await crypto.subtle.exportKey("pkcs8", pair.privateKey));
  const spki = new Uint8Array(await crypto.subtle.exportKey("spki", pair.publicKey));
  return { publicKey: toBase64url(spki), privateKey: await signingKey(pkcs8), pkcs8 };
}
export const signingKey = (pkcs8: Bytes): Promise<CryptoKey> =>
  crypto.subtle.importKey("pkcs8", pkcs8, ECDSA, false, ["sign"]);

/** base64url of r‖s. */
export const signText = async (key: CryptoKey, text: string): Promise<string> =>
  toBase64url(new Uint8Array(await crypto.subtle.sign(ECDSA_SHA256, key, utf8(text))));

export interface Agreement {
  /** The passing public key, raw, base64url. */
  passingKey: string;
  /** Shared with the holder of the server's private key only. */
  key: CryptoKey;
}

/** A key shared with the server by a passing key pair whose private half is forgotten at once. */
export async function agreeWithServer(serverPublicKey: string, context: string): Promise<Agreement> {
  const curve = { name: "ECDH", namedCurve: "P-256" } as const;
  const server = await crypto.subtle.importKey("raw", fromBase64url(serverPublicKey), curve, false, []);
  const pair = await crypto.subtle.generateKey(curve, false, ["deriveBits"]);
  const passing = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  const secret = await crypto.subtle.deriveBits({ name: "ECDH", public: server }, pair.privateKey, 256);
  const material = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
  const hkdf = { name: "HKDF", hash: "SHA-256", salt: passing, info: utf8(context) };
  const key = await crypto.subtle.deriveKey(hkdf, material, { name: "AES-GCM", length: 256 }, false, [
    "encrypt",
  ]);
  return { passingKey: toBase64url(passing), key };
}
