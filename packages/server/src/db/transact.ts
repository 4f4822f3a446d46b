import { sql, type Transaction } from "kysely";
import type { Actor } from "@lingzhu/domain/access";
import type { AuditEntry } from "@lingzhu/domain/audit";
import type { NewId } from "@lingzhu/domain/kernel";
import type { BaseMap } from "@lingzhu/domain/place";
import type { CheckView } from "@lingzhu/domain/system";
import type { PushSender } from "../alert/push-sender.ts";
import { appendAudit } from "../audit/append.ts";
import type { SigningKey } from "../audit/signing-key.ts";
import type { Exchange } from "../seal/exchange.ts";
import type { Sealer } from "../seal/seal.ts";
import type { Database } from "./database.ts";
import { inStreet } from "./in-street.ts";
import type { Tables } from "./tables.ts";

/** What the server gives to every use-case. */
export interface Floor {
  db: Database;
  /** Milliseconds; tests and the demonstration season pass their own. */
  now: () => number;
  /** Sets the installation's clock to a moment; only the demonstration season does. Absent where others keep time. */
  setClock?: (moment: number) => void;
  newId: NewId;
  sealer: Sealer;
  /** Signs heads of the audit chain; made on first use. */
  auditKey: () => SigningKey;
  /** Opens what phones sealed for this server. */
  exchange: Exchange;
  /** Folder of photographs, by SHA-256. */
  mediaDir: string;
  /** Folder of photographs of which a part has come. */
  partialDir: string;
  /** Folder of ledger files on their way in; only this process's user may read it. */
  uploadsDir: string;
  /** Looks at the whole installation; absent where it is not one, as in tests of single routes. */
  examine?: () => Promise<CheckView[]>;
  /** Folder of the streets' own base maps. */
  baseMapDir: string;
  /** What lies under the map; absent where the operator has no key. */
  baseMap?: BaseMap;
  /** The way to the push services; absent where the operator has not turned it on. */
  push?: PushSender;
}

/** Who acts, as far as a transaction needs to know: the street that it may see, and the author of its audit. */
export type Acting = Pick<Actor, "streetId" | "sessionId"> & { accountId: string | null };

/** A read inside one street. */
export interface Reading {
  sql: Transaction<Tables>;
  streetId: number;
  now: number;
  sealer: Sealer;
}

/** A write inside one street: its audit rows are declared beside the change and committed with it. */
export interface Writing extends Reading {
  newId: NewId;
  audit(entry: AuditEntry): void;
  /** Tells listeners of the street, after commit only, that something changed. Carries no personal data. */
  announce(topic: string): void;
}

/** Runs a read in one snapshot of one street. It cannot write. */
export function read<T>(floor: Floor, acting: Acting, work: (tx: Reading) => Promise<T>): Promise<T> {
  return inStreet(floor.db, "read", acting.streetId, (transaction) =>
    work({ sql: transaction, streetId: acting.streetId, now: floor.now(), sealer: floor.sealer }),
  );
}

/**
 * Runs one write request in one transaction. Its fate is decided here alone: the work and the audit rows it
 * declared commit together or not at all. A write that declares no audit is a programming error and is undone.
 */
export function transact<T>(floor: Floor, acting: Acting, work: (tx: Writing) => Promise<T>): Promise<T> {
  return inStreet(floor.db, "write", acting.streetId, async (transaction) => {
    const entries: AuditEntry[] = [];
    const topics = new Set<string>();
    const tx: Writing = {
      sql: transaction,
      streetId: acting.streetId,
      now: floor.now(),
      newId: floor.newId,
      sealer: floor.sealer,
      audit: (entry) => void entries.push(entry),
      announce: (topic) => void topics.add(topic),
    };
    const result = await work(tx);
    if (entries.length === 0) throw new Error("a write request declared no audit entry");
    if (topics.size > 0) {
      const messages = [...topics].map((topic) => JSON.stringify({ streetId: acting.streetId, topic }));
      await sql`select pg_notify('lingzhu', message) from unnest(${messages}::text[]) as m (message)`.execute(
        transaction,
      );
    }
    // Last, because it locks the head of the street's chain until commit.
    await appendAudit(tx, acting, entries);
    return result;
  });
}

/**
 * Writes a note that is no act of a person, such as when somebody was last seen: it stands outside the audit. Nothing
 * that counts may be written so.
 */
export function jot<T>(
  floor: Floor,
  streetId: number,
  work: (sql: Transaction<Tables>) => Promise<T>,
): Promise<T> {
  return inStreet(floor.db, "write", streetId, work);
}
