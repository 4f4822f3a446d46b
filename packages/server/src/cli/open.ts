import type { Pool } from "pg";
import { connect } from "../db/database.ts";
import { findRunning } from "../db/embedded/index.ts";
import type { Floor } from "../db/transact.ts";
import { readConfig, type Config } from "../config.ts";
import { layFloor } from "../floor.ts";
import { openHouse } from "../house.ts";

/**
 * Runs a command on the database of the data folder: beside a running server where there is one,
 * otherwise with an embedded PostgreSQL of its own for as long as the command takes.
 */
export async function withHouse<T>(
  work: (floor: Floor, config: Config, pool: Pool) => Promise<T>,
): Promise<T> {
  const config = readConfig(process.env);
  const running = config.databaseUrl ? null : await findRunning(config.dataDir);
  if (running) {
    const connection = connect(running);
    try {
      return await work(layFloor(connection.db, config.dataDir), config, connection.pool);
    } finally {
      await connection.close();
    }
  }
  const house = await openHouse(config, () => {});
  try {
    return await work(house.floor, config, house.connection.pool);
  } finally {
    await house.close();
  }
}
