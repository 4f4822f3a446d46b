import { execFileSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { problem } from "@lingzhu/domain/kernel";

/** The operating-system account that PostgreSQL runs as. */
export interface Account {
  uid: number;
  gid: number;
}

/**
 * Decides who runs PostgreSQL. An ordinary user runs it as themselves (null). PostgreSQL refuses to run
 * as root, so root hands over to, in this order: the owner of a cluster that exists already, the
 * account `postgres`, the account `lingzhu`, and else a system account `lingzhu` made now.
 * Never `nobody`: whatever else runs as nobody could then read people's data.
 *
 * @throws Problem `database.no-account` when root has no account to hand over to and cannot make one.
 */
export function chooseAccount(clusterFolder: string): Account | null {
  if (process.getuid?.() !== 0) return null;
  const owner = statSync(clusterFolder, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const existing = lookUp("postgres") ?? lookUp("lingzhu");
  if (existing) return existing;
  for (const [command, ...args] of [
    ["useradd", "--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", "lingzhu"],
    ["adduser", "-S", "-D", "-H", "lingzhu"],
  ] as const) {
    try {
      execFileSync(command, args, { stdio: "ignore" });
      const made = lookUp("lingzhu");
      if (made) return made;
    } catch {
      // This system has the other command, or none; the problem below says what to do.
    }
  }
  throw problem("database.no-account");
}

function lookUp(name: string): Account | null {
  const line = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(":") ?? [];
  return uid && gid && uid !== "0" ? { uid: Number(uid), gid: Number(gid) } : null;
}

/**
 * Whether the account can get at a path: every folder above it may be entered, and the path itself may
 * be read (a file) or entered (a folder). Looks at permission bits only; `null` is ourselves: always.
 */
export function canReach(path: string, account: Account | null): boolean {
  if (account === null) return true;
  const allowed = (at: string, wanted: number): boolean => {
    const { mode, uid, gid } = statSync(at);
    const shift = uid === account.uid ? 6 : gid === account.gid ? 3 : 0;
    return ((mode >> shift) & wanted) === wanted;
  };
  if (!allowed(path, statSync(path).isDirectory() ? 1 : 4)) return false;
  for (let at = dirname(path); ; at = dirname(at)) {
    if (!allowed(at, 1)) return false;
    if (at === dirname(at)) return true;
  }
}
