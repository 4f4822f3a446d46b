import { createHash } from "node:crypto";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { problem } from "@lingzhu/domain/kernel";
import { canReach, chooseAccount, type Account } from "./account.ts";

/** Folders of one embedded database and the account it runs as. */
export interface Home {
  /** The folder that holds everything below. */
  folder: string;
  /** PGDATA: mode 0700, owned by the account. */
  cluster: string;
  /** Holds the Unix socket: mode 0700, owned by the account. */
  socket: string;
  /** What PostgreSQL prints. */
  logFile: string;
  /** Where copies of the PostgreSQL programs go when the packaged ones cannot be used in place. */
  copies: string;
  account: Account | null;
}

/** Home of databases whose data folder PostgreSQL's account cannot enter. */
const SHARED_HOME = "/var/lib/lingzhu";

/** In the data folder: the path of a database that had to live elsewhere. */
const POINTER = "database-folder.txt";

/**
 * Decides where the database of a data folder lives, and makes the folders. Normally `<data>/postgres`;
 * under root, when the account cannot enter the data folder, `/var/lib/lingzhu/<digest of the path>`,
 * noted in `<data>/database-folder.txt` so that the data folder still finds it after being renamed.
 *
 * A database that exists is never left behind for a new empty one.
 * @throws Problem `database.folder-lost` when the known database is missing or cannot be entered.
 */
export function openHome(dataDir: string): Home {
  mkdirSync(dataDir, { recursive: true });
  const data = realpathSync(dataDir);
  const pointer = join(data, POINTER);
  if (existsSync(pointer)) {
    const folder = readFileSync(pointer, "utf8").trim();
    const account = chooseAccount(join(folder, "cluster"));
    if (!existsSync(join(folder, "cluster")) || !canReach(folder, account)) {
      throw problem("database.folder-lost", { folder });
    }
    return makeHome(folder, account);
  }
  const inside = join(data, "postgres");
  const account = chooseAccount(join(inside, "cluster"));
  if (canReach(data, account)) return makeHome(inside, account);
  if (existsSync(join(inside, "cluster"))) throw problem("database.folder-lost", { folder: inside });
  const digest = createHash("sha256").update(data).digest("hex").slice(0, 12);
  return makeHome(join(SHARED_HOME, digest), account);
}

function makeHome(folder: string, account: Account | null): Home {
  const home: Home = {
    folder,
    cluster: join(folder, "cluster"),
    socket: join(folder, "socket"),
    logFile: join(folder, "postgres.log"),
    copies: account ? SHARED_HOME : folder,
    account,
  };
  mkdirSync(folder, { recursive: true });
  // The account has to pass through; ours alone otherwise.
  chmodSync(folder, account ? 0o711 : 0o700);
  if (account) {
    mkdirSync(SHARED_HOME, { recursive: true });
    chmodSync(SHARED_HOME, 0o755);
  }
  giveTo(home.socket, account);
  return home;
}

/** Makes a folder that only the account may enter. */
export function giveTo(folder: string, account: Account | null): void {
  mkdirSync(folder, { recursive: true });
  if (account) chownSync(folder, account.uid, account.gid);
  chmodSync(folder, 0o700);
}

/**
 * Notes in the data folder that its database lives elsewhere; called once the database exists.
 * @returns whether it lives elsewhere.
 */
export function notePlace(dataDir: string, home: Home): boolean {
  const data = realpathSync(dataDir);
  if (home.folder === join(data, "postgres")) return false;
  const pointer = join(data, POINTER);
  if (!existsSync(pointer)) writeFileSync(pointer, `${home.folder}\n`, { flush: true });
  return true;
}
