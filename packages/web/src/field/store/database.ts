/** The phone's own database. Names of tables and indexes are a stored format: change them only by a new version. */
import { Dexie, type Table } from "dexie";
import type { StoredEntry, StoredMedia } from "./entry.ts";
import type { LoosePoint } from "./loose-points.ts";
import type { PhonePerson } from "./phone-people.ts";
import type { Vault } from "./vault.ts";

/** Something fetched and kept for when there is no signal, or a draft. A person's own is sealed; read it by kept.ts. */
export interface Kept {
  key: string;
  /** When it was fetched or written (ms). */
  at: number;
  value: unknown;
}

/** A key of this browser that cannot be exported. */
export interface PhoneSecret {
  name: "phone";
  key: CryptoKey;
}

export class FieldDatabase extends Dexie {
  declare entries: Table<StoredEntry, string>;
  declare media: Table<StoredMedia, string>;
  declare kept: Table<Kept, string>;
  declare points: Table<LoosePoint, number>;
  declare people: Table<PhonePerson, string>;
  declare secrets: Table<PhoneSecret, string>;

  #vault: Vault | null = null;
  /** Where the browser cannot encrypt, what would be kept for a person lives as long as the page. */
  readonly passing = new Map<string, Kept>();

  constructor(name = "lingzhu-field") {
    super(name);
    this.version(1).stores({
      entries: "id, [personId+state], state, settledAt, [fact.kind+fact.roundId]",
      media: "factId, [personId+state]",
      kept: "key",
      points: "++seq",
    });
    // Records are sealed for their person. Rows of version 1 stay readable until that person opens the vault, which
    // alone can seal them (seal-plain.ts); so nothing is changed here.
    this.version(2).stores({
      entries: "id, [personId+state], state, settledAt",
      people: "personId",
      secrets: "name",
    });
  }

  /** Of the person at the phone; null before anybody is, and for good where the browser cannot encrypt. */
  get vault(): Vault | null {
    return this.#vault;
  }
  /** Somebody has opened their vault: from now on what is kept for a person is theirs. */
  admit(vault: Vault): void {
    this.#vault = vault;
  }
}

/**
 * Waits for work outside of the database, such as the browser's encryption; to be awaited where it is called. A
 * transaction around it would end meanwhile: it is kept open. A live query would no longer notice what is read after it:
 * Dexie stands in for `Promise` while one runs, and follows what is resolved by it.
 */
export const meanwhile = <T>(work: Promise<T>): Promise<T> =>
  Dexie.currentTransaction ? (Dexie.waitFor(work) as Promise<T>) : Promise.resolve(work);
