/** The keys by which push services know this installation (VAPID, RFC 8292). */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import webPush from "web-push";
import { z } from "zod";

const Keys = z.object({ publicKey: z.string(), privateKey: z.string() });
export type PushKeys = z.infer<typeof Keys>;

/**
 * Reads `<data>/secrets/push.json`, making it when it is first needed; readable by its owner only. With other keys every
 * browser would have to subscribe anew.
 */
export function pushKeys(dataDir: string): PushKeys {
  const folder = join(dataDir, "secrets");
  const file = join(folder, "push.json");
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(file, `${JSON.stringify(webPush.generateVAPIDKeys())}\n`, { mode: 0o600, flag: "wx" });
  }
  return Keys.parse(JSON.parse(readFileSync(file, "utf8")));
}
