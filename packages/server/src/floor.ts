import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { idSource } from "@lingzhu/domain/kernel";
import type { Database } from "./db/database.ts";
import type { Floor } from "./db/transact.ts";
import { sealingKeys } from "./seal/keys.ts";
import { sealer } from "./seal/seal.ts";

/** The floor of a running server: real clock, real randomness, keys and media from the data folder. */
export function layFloor(db: Database, dataDir: string, now: () => number = Date.now): Floor {
  const mediaDir = join(dataDir, "media");
  mkdirSync(mediaDir, { recursive: true, mode: 0o700 });
  return { db, now, newId: idSource(now, randomBytes), sealer: sealer(sealingKeys(dataDir)), mediaDir };
}
