import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { idSource } from "@lingzhu/domain/kernel";
import { signingKey } from "./audit/signing-key.ts";
import { openClock } from "./clock.ts";
import type { Database } from "./db/database.ts";
import type { Floor } from "./db/transact.ts";
import { openExchange } from "./seal/exchange.ts";
import { sealingKeys } from "./seal/keys.ts";
import { randomFromPool } from "./seal/random-pool.ts";
import { sealer } from "./seal/seal.ts";

/** The floor of a running server: the installation's clock, real randomness, keys and media from the data folder. */
export function layFloor(db: Database, dataDir: string, ownNow?: () => number): Floor {
  const clock = ownNow ? null : openClock(dataDir);
  const now = ownNow ?? clock!.now;
  const mediaDir = join(dataDir, "media");
  const partialDir = join(dataDir, "partial");
  const uploadsDir = join(dataDir, "uploads");
  const baseMapDir = join(dataDir, "base-map");
  for (const folder of [mediaDir, partialDir, uploadsDir, baseMapDir])
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  return {
    db,
    now,
    ...(clock ? { setClock: clock.moveTo } : {}),
    newId: idSource(now, randomFromPool),
    sealer: sealer(sealingKeys(dataDir)),
    auditKey: () => signingKey(dataDir),
    exchange: openExchange(dataDir),
    mediaDir,
    partialDir,
    uploadsDir,
    baseMapDir,
  };
}
