/**
 * One person's vault on this phone: open while the person is at it, locked otherwise. Whoever holds the object sees the
 * same vault before and after locking; its keys are in memory only, and locking forgets them.
 */
import {
  agreementContext,
  parcelContext,
  parcelMessage,
  type ParcelContent,
  type ParcelHead,
  type ServerKey,
} from "@lingzhu/domain/device";
import { fromBase64url, joined, randomBytes, sha256, toBase64url, type Bytes } from "./bytes.ts";
import { pack, unpack } from "./pack.ts";
import {
  aesKey,
  agreeWithServer,
  seal,
  signText,
  unseal,
  type Agreement,
  type SigningKey,
} from "./person-keys.ts";

/** A record or photograph as it lies on the phone. */
export interface SealedParcel {
  /** Said in the open, and all that travels besides the ciphertext. */
  head: ParcelHead;
  /** Ciphertext and tag. */
  sealed: Bytes;
  /** Which of the person's keys opens it here; another one after a forgotten PIN without recovery. */
  keyId: string;
  /** The content key under that key. */
  wrapped: Bytes;
}

/** What makes a vault open. */
export interface VaultKeys {
  personKey: CryptoKey;
  keyId: string;
  signing: SigningKey;
  deviceId: string;
  serverKey: ServerKey;
}

/** Thrown where a locked vault is asked for what only its person may have. */
export class LockedError extends Error {
  override readonly name = "LockedError";
}

export class Vault {
  readonly personId: string;
  #keys: VaultKeys | null = null;
  #agreement: Promise<Agreement> | null = null;
  readonly #onLock = new Set<() => void>();

  constructor(personId: string) {
    this.personId = personId;
  }

  get isOpen(): boolean {
    return this.#keys !== null;
  }
  /** Registration of the phone for this person; null while locked. */
  get deviceId(): string | null {
    return this.#keys?.deviceId ?? null;
  }
  unlock(keys: VaultKeys): void {
    this.#keys = keys;
    this.#agreement = null;
  }
  lock(): void {
    this.#keys = null;
    this.#agreement = null;
    for (const forget of this.#onLock) forget();
  }
  /** Runs whenever the vault is locked: forget what was opened. Gives back how to stop. */
  onLock(forget: () => void): () => void {
    this.#onLock.add(forget);
    return () => void this.#onLock.delete(forget);
  }

  sign(text: string): Promise<string> {
    return signText(this.#open().signing.privateKey, text);
  }

  /** The server knows the person by another key from now on. */
  useSigning(signing: SigningKey, deviceId: string): void {
    this.unlock({ ...this.#open(), signing, deviceId });
  }
  /** Bytes of a key, under the person key as they are. */
  sealKey(bytes: Bytes, context: string): Promise<Bytes> {
    return seal(this.#open().personKey, bytes, context);
  }

  /** A value that only this person reads, e.g. an answer of the server kept for later. */
  sealValue(value: unknown, context: string): Promise<Bytes> {
    return seal(this.#open().personKey, pack(value), context);
  }
  async unsealValue<T>(sealed: Bytes, context: string): Promise<T> {
    return unpack<T>(await unseal(this.#open().personKey, sealed, context));
  }

  /** Seals a record or the bytes of a photograph for this person and for the server, and signs it. */
  async sealParcel(content: ParcelContent, id: string, bytes: Bytes): Promise<SealedParcel> {
    const { personKey, keyId, signing, deviceId, serverKey } = this.#open();
    const of = { content, id, deviceId };
    const context = parcelContext(of);
    const agreement = await (this.#agreement ??= agreeWithServer(
      serverKey.publicKey,
      agreementContext(deviceId, serverKey.number),
    ));
    const raw = randomBytes(32);
    const packet = await seal(await aesKey(raw, ["encrypt"]), bytes, context);
    const [nonce, sealed] = [packet.slice(0, 12), packet.slice(12)];
    const head = {
      v: 1 as const,
      ...of,
      serverKey: serverKey.number,
      passingKey: agreement.passingKey,
      nonce: toBase64url(nonce),
      wrappedForServer: toBase64url(await seal(agreement.key, raw, context)),
    };
    const message = parcelMessage(head, toBase64url(await sha256(sealed)));
    const signature = await signText(signing.privateKey, message);
    return { head: { ...head, signature }, sealed, keyId, wrapped: await seal(personKey, raw, context) };
  }

  /** True when this vault's key is the one that the parcel was sealed under. */
  canOpen({ keyId }: SealedParcel): boolean {
    return this.#keys?.keyId === keyId;
  }
  async openParcel({ head, sealed, wrapped }: SealedParcel): Promise<Bytes> {
    const context = parcelContext(head);
    const raw = await unseal(this.#open().personKey, wrapped, context);
    return unseal(await aesKey(raw, ["decrypt"]), joined(fromBase64url(head.nonce), sealed), context);
  }

  /**
   * A key that seals and cannot open, for a track that goes on while the phone is locked; `wrapped` gives it back to
   * its person.
   */
  async writingKey(context: string): Promise<{ key: CryptoKey; wrapped: Bytes }> {
    const raw = randomBytes(32);
    return { key: await aesKey(raw, ["encrypt"]), wrapped: await seal(this.#open().personKey, raw, context) };
  }
  async readingKey(wrapped: Bytes, context: string): Promise<CryptoKey> {
    return aesKey(await unseal(this.#open().personKey, wrapped, context), ["decrypt"]);
  }

  #open(): VaultKeys {
    if (!this.#keys) throw new LockedError("the vault is locked");
    return this.#keys;
  }
}
