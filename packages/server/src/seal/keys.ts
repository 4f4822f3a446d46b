import { randomBytes } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Reads the sealing keys from `<data>/secrets/seal-<n>.key`, making the first on first run.
 * Files are readable by their owner only. Losing them loses every sealed name and phone: back them up.
 */
export function sealingKeys(dataDir: string): Map<number, Uint8Array> {
  const folder = join(dataDir, "secrets");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const keys = new Map<number, Uint8Array>();
  for (const name of readdirSync(folder)) {
    const number = /^seal-(\d+)\.key$/.exec(name)?.[1];
    if (number) keys.set(Number(number), readFileSync(join(folder, name)));
  }
  if (keys.size === 0) {
    const key = randomBytes(32);
    writeFileSync(join(folder, "seal-1.key"), key, { mode: 0o600, flag: "wx" });
    keys.set(1, key);
  }
  return keys;
}
