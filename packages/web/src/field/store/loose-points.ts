/**
 * Track points that are not yet part of a fact. They are sealed under a key that the page may keep while the vault is
 * locked, because it can write and not read: a track goes on in the pocket of somebody whose phone has locked itself.
 */
import type { TrackPoint } from "../track/chunk.ts";
import { toBase64url, type Bytes } from "./bytes.ts";
import type { FieldDatabase } from "./database.ts";
import { pack, unpack } from "./pack.ts";
import { seal, unseal } from "./person-keys.ts";
import type { Vault } from "./vault.ts";

/** A row of the table; survives a reload while recording. */
export interface LoosePoint {
  seq?: number;
  personId: string;
  roundId: string;
  /** Version 1, and where the browser cannot encrypt. */
  point?: TrackPoint;
  sealed?: Bytes;
  /** The key of `sealed`, under the person's key. */
  key?: Bytes;
}

export interface LoosePoints {
  /** Works while the vault is locked too, once it has been open. */
  add(roundId: string, point: TrackPoint): Promise<void>;
  /** All points of this person in order; null while the vault is locked. */
  read(): Promise<{ seq: number; roundId: string; point: TrackPoint }[] | null>;
  /** Lets go of points in the transaction in which `work` puts what they became into the outbox and keeps notes. */
  become(seqs: readonly number[], work: () => Promise<void>): Promise<void>;
}

const contextOf = (personId: string) => `lingzhu-track-1|${personId}`;

export function openLoosePoints(db: FieldDatabase, vault: Vault): LoosePoints {
  const { personId } = vault;
  const context = contextOf(personId);
  let writing: ReturnType<Vault["writingKey"]> | null = null;
  // Made in time: once the vault is locked none can be.
  if (vault.isOpen) writing = vault.writingKey(context);

  return {
    async add(roundId, point) {
      const { key, wrapped } = await (writing ??= vault.writingKey(context));
      const sealed = await seal(key, pack(point), context);
      await db.points.add({ personId, roundId, sealed, key: wrapped });
    },
    async read() {
      if (!vault.isOpen) return null;
      const keys = new Map<string, Promise<CryptoKey>>();
      const readingKey = (wrapped: Bytes) => {
        const name = toBase64url(wrapped);
        const known = keys.get(name) ?? vault.readingKey(wrapped, context);
        keys.set(name, known);
        return known;
      };
      const opened = async ({ seq, roundId, point, sealed, key }: LoosePoint) => {
        if (point) return { seq: seq!, roundId, point };
        if (!sealed || !key) return null;
        // Sealed under a key that was lost with a forgotten PIN.
        const reading = await readingKey(key).catch(() => null);
        if (!reading) return null;
        return { seq: seq!, roundId, point: unpack<TrackPoint>(await unseal(reading, sealed, context)) };
      };
      const rows = await db.points.filter((row) => row.personId === personId).toArray();
      return (await Promise.all(rows.map(opened))).filter((row) => row !== null);
    },
    async become(seqs, work) {
      await db.transaction("rw", db.points, db.entries, db.media, db.kept, async () => {
        await work();
        await db.points.bulkDelete([...seqs]);
      });
    },
  };
}

/** Where the browser cannot encrypt, points live as long as the page. */
export function openPassingPoints(): LoosePoints {
  const rows = new Map<number, { seq: number; roundId: string; point: TrackPoint }>();
  let seq = 0;
  return {
    add: async (roundId, point) => void rows.set(++seq, { seq, roundId, point }),
    read: async () => [...rows.values()],
    async become(seqs, work) {
      await work();
      for (const done of seqs) rows.delete(done);
    },
  };
}
