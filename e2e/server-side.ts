/** What the server has kept, read from its database and its folder of photographs, past the program that serves them. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { connect } from "../packages/server/src/db/database.ts";
import { findRunning } from "../packages/server/src/db/embedded/index.ts";
import { read } from "../packages/server/src/db/transact.ts";
import { layFloor } from "../packages/server/src/floor.ts";
import { STREET_CODE } from "./small-street.ts";

export interface KeptFact {
  id: string;
  kind: string;
  placeId: string | null;
  body: Record<string, unknown>;
}

/** Every fact of the street, oldest first. */
export async function keptFacts(dataDir: string): Promise<KeptFact[]> {
  const running = await findRunning(dataDir);
  if (!running) throw new Error("the database is not running");
  const connection = connect(running);
  try {
    const actor = { streetId: Number(STREET_CODE), accountId: null, sessionId: null };
    const rows = await read(layFloor(connection.db, dataDir), actor, (tx) =>
      tx.sql.selectFrom("fact").select(["id", "kind", "placeId", "body"]).orderBy("id").execute(),
    );
    return rows as unknown as KeptFact[];
  } finally {
    await connection.close();
  }
}

/** The digest of each photograph in the folder, computed anew from its bytes; throws when a name lies. */
export function keptPhotographs(dataDir: string): string[] {
  const folder = join(dataDir, "media");
  return readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => statSync(join(folder, name)).isFile() && /[\\/][0-9a-f]{64}$/.test(name))
    .map((name) => {
      const digest = createHash("sha256")
        .update(readFileSync(join(folder, name)))
        .digest("hex");
      if (!name.endsWith(digest)) throw new Error(`${name} holds other bytes: ${digest}`);
      return digest;
    })
    .sort();
}
