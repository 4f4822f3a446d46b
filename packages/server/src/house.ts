import { backUpBeforeUpgrade } from "./backup/before-upgrade.ts";
import { pushSender } from "./alert/push-sender.ts";
import { connect, type Connection } from "./db/database.ts";
import { startEmbedded } from "./db/embedded/index.ts";
import { migrate } from "./db/migrate.ts";
import { Announcements } from "./http/events.ts";
import type { Floor } from "./db/transact.ts";
import type { Config } from "./config.ts";
import { layFloor } from "./floor.ts";
import { baseMapOf } from "./place/base-map.ts";

/** A running database, migrated, with the floor laid on it. */
export interface House {
  floor: Floor;
  connection: Connection;
  announcements: Announcements;
  /** Folder of the embedded database, which may lie outside of the data folder; null on a server of one's own. */
  databaseFolder: string | null;
  close(): Promise<void>;
}

/** Opens the data folder: embedded PostgreSQL, or the one that DATABASE_URL names. */
export async function openHouse(config: Config, log: (line: string) => void): Promise<House> {
  const embedded = config.databaseUrl ? null : await startEmbedded({ dataDir: config.dataDir, log });
  const url = config.databaseUrl ?? embedded!.connectionString;
  try {
    await backUpBeforeUpgrade({ connectionString: url }, config.dataDir, log);
    await migrate({ connectionString: url });
    const connection = embedded ? connect(embedded.connection) : connect({ connectionString: url });
    const announcements = new Announcements(embedded ? embedded.connection : { connectionString: url });
    await announcements.start();
    return {
      announcements,
      floor: {
        ...layFloor(connection.db, config.dataDir),
        baseMap: baseMapOf(config.tiandituKey),
        ...(config.pushContact ? { push: pushSender(config.dataDir, config.pushContact) } : {}),
      },
      connection,
      databaseFolder: embedded?.where ?? null,
      close: async () => {
        await announcements.stop();
        await connection.close();
        await embedded?.stop();
      },
    };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}
