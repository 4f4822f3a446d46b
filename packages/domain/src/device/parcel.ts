/**
 * A parcel: one record or the bytes of one photograph, sealed on the phone. Its content key is wrapped twice: for the
 * person who recorded it, and for the server, so that a colleague can carry it without reading it. The author's device
 * signs it, so that nobody else can put a record into the author's mouth.
 */
import { z } from "zod";

const base64url = (bytes: number) =>
  z
    .string()
    .regex(/^[\w-]+$/)
    .length(Math.ceil((bytes * 4) / 3));

/** Two sealed things: the record itself, or the bytes of a photograph whose record has the same id. */
export const parcelContents = ["fact", "photograph"] as const;
export type ParcelContent = (typeof parcelContents)[number];

/** What is said of a parcel in the open. */
export const ParcelHead = z.object({
  v: z.literal(1),
  content: z.enum(parcelContents),
  /** The fact's id; of a photograph, that of the fact which names its bytes. */
  id: z.uuid(),
  /** Registration of the phone for its author, whose key signed. */
  deviceId: z.uuid(),
  /** Which of the server's keys the content key was wrapped for. */
  serverKey: z.number().int().positive(),
  /** The phone's passing ECDH P-256 public key, raw and uncompressed. */
  passingKey: base64url(65),
  /** AES-256-GCM nonce of the content. */
  nonce: base64url(12),
  /** Nonce, then the content key and its tag, under the key agreed with the server. */
  wrappedForServer: base64url(60),
  /** By the author's device over {@link parcelMessage}. */
  signature: base64url(64),
});
export type ParcelHead = z.infer<typeof ParcelHead>;

/** A sealed record on the wire. */
export const CarriedParcel = ParcelHead.extend({
  content: z.literal("fact"),
  /** base64url ciphertext with its tag. */
  sealed: z
    .string()
    .regex(/^[\w-]+$/)
    .max(400_000),
});
export type CarriedParcel = z.infer<typeof CarriedParcel>;

/** The shape of each parcel is checked one by one, so that a bad one never blocks the good. */
export const CarriedBatch = z.object({ parcels: z.array(z.unknown()).min(1).max(100) });

/** Authenticated beside the content and beside the wrapped key: a parcel cannot be passed off as another. */
export const parcelContext = ({
  content,
  id,
  deviceId,
}: Pick<ParcelHead, "content" | "id" | "deviceId">): string =>
  `lingzhu-parcel-1|${content}|${id}|${deviceId}`;

/** HKDF info of the key agreed between the phone's passing key and the server's key. */
export const agreementContext = (deviceId: string, serverKey: number): string =>
  `lingzhu-parcel-1|agreement|${deviceId}|${serverKey}`;

/** The text that the author's device signs. `digest`: base64url SHA-256 of the ciphertext. */
export const parcelMessage = (head: Omit<ParcelHead, "signature">, digest: string): string =>
  [
    parcelContext(head),
    String(head.serverKey),
    head.passingKey,
    head.nonce,
    head.wrappedForServer,
    digest,
  ].join("\n");
