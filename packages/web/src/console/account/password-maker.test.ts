import fc from "fast-check";
import { expect, it } from "vitest";
import { makePassword } from "./password-maker.ts";

it("makes passwords that can be read out and differ with every source of chance", () => {
  fc.assert(
    fc.property(fc.infiniteStream(fc.integer({ min: 0, max: 255 })), (stream) => {
      const random = (length: number) => Uint8Array.from({ length }, () => stream.next().value as number);
      expect(makePassword(random)).toMatch(/^[a-hjkmnp-z]{4}-[2-9]{2}[a-hjkmnp-z]{2}-[a-hjkmnp-z]{4}$/);
    }),
  );
});
