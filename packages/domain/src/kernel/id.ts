/**
 * Time-ordered identifiers (UUIDv7, RFC 9562 §5.7), made on the device that records a fact,
 * so that sending it twice is recognised as the same fact.
 */

/** Milliseconds since the Unix epoch. Rules never read a clock; they are given one. */
export type Clock = () => number;
/** Fills and returns an array of `length` random bytes, e.g. from `crypto.getRandomValues`. */
export type RandomBytes = (length: number) => Uint8Array;

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** Makes one UUIDv7 from a time in milliseconds and ten random bytes. */
export function uuidv7(now: number, random: RandomBytes): string {
  const bytes = new Uint8Array(16);
  let ms = Math.floor(now);
  for (let i = 5; i >= 0; i--) {
    bytes[i] = ms % 256;
    ms = Math.floor(ms / 256);
  }
  bytes.set(random(10), 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => HEX[byte]!).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The creation time in milliseconds that a UUIDv7 carries. */
export function timeOfUuidv7(id: string): number {
  return Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16);
}

/** A source of new ids with its clock and randomness bound once. */
export type NewId = () => string;
export const idSource =
  (clock: Clock, random: RandomBytes): NewId =>
  () =>
    uuidv7(clock(), random);
