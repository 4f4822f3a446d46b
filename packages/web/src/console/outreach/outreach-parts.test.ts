import fc from "fast-check";
import { expect, it } from "vitest";
import { servedOf, servedParts, signedParts } from "./outreach-parts.ts";

it("draws every household and every key place exactly once, and nothing that is not there", () => {
  const n = fc.nat(500);
  fc.assert(
    fc.property(
      n,
      n,
      n,
      n,
      n,
      n,
      n,
      n,
      (handed, posted, refused, noOneIn, notAsked, signed, signRefused, rest) => {
        const counts = {
          households: handed + posted + refused + noOneIn + notAsked,
          handed,
          posted,
          refused,
          noOneIn,
          notAsked,
          keyPlaces: signed + signRefused + rest,
          signed,
          signRefused,
        };
        const sum = (parts: readonly { n: number }[]) => parts.reduce((all, part) => all + part.n, 0);
        expect(sum(servedParts(counts))).toBe(counts.households);
        expect(sum(signedParts(counts))).toBe(counts.keyPlaces);
        expect([...servedParts(counts), ...signedParts(counts)].every((part) => part.n > 0)).toBe(true);
        expect(servedOf(counts)).toBe(handed + posted);
      },
    ),
  );
});
