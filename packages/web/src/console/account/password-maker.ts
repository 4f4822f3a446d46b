/** No 0 O, 1 l I: a password that is read out or copied from paper must not be misread. */
const LETTERS = "abcdefghjkmnpqrstuvwxyz";
const DIGITS = "23456789";

/**
 * A password to hand over, as in "kfmw-73xq-tzpb": about 59 bits. `random` fills bytes, as crypto.getRandomValues does.
 */
export function makePassword(random: (length: number) => Uint8Array): string {
  const pick = (alphabet: string): string => {
    // Bytes above the last whole multiple would favour the first letters.
    const limit = 256 - (256 % alphabet.length);
    for (;;) {
      const byte = random(1)[0]!;
      if (byte < limit) return alphabet[byte % alphabet.length]!;
    }
  };
  const group = (pattern: string) =>
    [...pattern].map((kind) => pick(kind === "d" ? DIGITS : LETTERS)).join("");
  return [group("aaaa"), group("ddaa"), group("aaaa")].join("-");
}
