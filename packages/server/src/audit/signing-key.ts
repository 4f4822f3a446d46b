import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The installation's key for signing heads of the audit chain. */
export interface SigningKey {
  /** First 16 hexadecimal digits of the SHA-256 of the public key. */
  id: string;
  privateKey: KeyObject;
  /** SPKI in PEM. */
  publicKey: string;
}

/** Reads `<data>/secrets/audit-signing.pem` (Ed25519, owner only), making it on first use. */
export function signingKey(dataDir: string): SigningKey {
  const folder = join(dataDir, "secrets");
  const file = join(folder, "audit-signing.pem");
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const { privateKey } = generateKeyPairSync("ed25519");
    writeFileSync(file, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600, flag: "wx" });
  }
  const privateKey = createPrivateKey(readFileSync(file));
  const publicKey = createPublicKey(privateKey).export({ type: "spki", format: "pem" }) as string;
  return { id: keyIdOf(publicKey), privateKey, publicKey };
}

export const keyIdOf = (publicKey: string) =>
  createHash("sha256")
    .update(createPublicKey(publicKey).export({ type: "spki", format: "der" }))
    .digest("hex")
    .slice(0, 16);
