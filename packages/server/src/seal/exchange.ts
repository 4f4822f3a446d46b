/**
 * The server's key pair for what phones seal to it (ECDH P-256, RFC 8418 in spirit: agreement, then HKDF-SHA-256).
 * Phones know the public half from their session; the private half lies in `<data>/secrets/exchange-<n>.key` (PKCS #8),
 * readable by its owner only. A new key is a file with the next number; the newest is given out, every one opens.
 */
import {
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
} from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { agreementContext, parcelContext, type ParcelHead, type ServerKey } from "@lingzhu/domain/device";

const TAG = 16;
const NONCE = 12;

export interface Exchange {
  /** What phones are told to seal for. */
  readonly current: ServerKey;
  /** The content of a sealed parcel. Throws when it was changed, or was sealed for a key that is not here. */
  open(head: ParcelHead, sealed: Uint8Array): Buffer;
}

export function openExchange(dataDir: string): Exchange {
  const keys = exchangeKeys(join(dataDir, "secrets"));
  const number = Math.max(...keys.keys());
  return {
    current: { number, publicKey: rawPublicKey(createPublicKey(keys.get(number)!)).toString("base64url") },
    open(head, sealed) {
      const own = keys.get(head.serverKey);
      if (!own) throw new Error(`no exchange key ${head.serverKey}`);
      const context = Buffer.from(parcelContext(head));
      const agreed = agreedKey(own, head);
      const wrapped = Buffer.from(head.wrappedForServer, "base64url");
      const contentKey = decrypt(agreed, wrapped.subarray(0, NONCE), wrapped.subarray(NONCE), context);
      return decrypt(contentKey, Buffer.from(head.nonce, "base64url"), sealed, context);
    },
  };
}

function agreedKey(own: KeyObject, head: ParcelHead): Buffer {
  const passing = Buffer.from(head.passingKey, "base64url");
  const publicKey = createPublicKey({
    format: "jwk",
    key: {
      kty: "EC",
      crv: "P-256",
      x: passing.subarray(1, 33).toString("base64url"),
      y: passing.subarray(33).toString("base64url"),
    },
  });
  const secret = diffieHellman({ privateKey: own, publicKey });
  const info = agreementContext(head.deviceId, head.serverKey);
  return Buffer.from(hkdfSync("sha256", secret, passing, info, 32));
}

function decrypt(key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array, context: Uint8Array): Buffer {
  const end = sealed.length - TAG;
  const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG })
    .setAAD(context)
    .setAuthTag(sealed.subarray(end));
  return Buffer.concat([decipher.update(sealed.subarray(0, end)), decipher.final()]);
}

/** Uncompressed point: 0x04, x, y. */
function rawPublicKey(key: KeyObject): Buffer {
  const { x, y } = key.export({ format: "jwk" }) as { x: string; y: string };
  return Buffer.concat([Uint8Array.of(4), Buffer.from(x, "base64url"), Buffer.from(y, "base64url")]);
}

function exchangeKeys(folder: string): Map<number, KeyObject> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const keys = new Map<number, KeyObject>();
  for (const name of readdirSync(folder)) {
    const number = /^exchange-(\d+)\.key$/.exec(name)?.[1];
    if (number) keys.set(Number(number), createPrivateKey(readFileSync(join(folder, name), "utf8")));
  }
  if (keys.size === 0) {
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const pem = privateKey.export({ type: "pkcs8", format: "pem" });
    writeFileSync(join(folder, "exchange-1.key"), pem, { mode: 0o600, flag: "wx" });
    keys.set(1, privateKey);
  }
  return keys;
}
