import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { backOff, batches, settle, type OutboxEntry } from "./entry.ts";
import { sha256, sha256Plain } from "../../shared/photograph/index.ts";

const entry = { id: "a", state: "waiting", refusal: null, settledAt: null } as unknown as OutboxEntry;

describe("an entry", () => {
  it("is settled by its own receipt only", () => {
    expect(settle(entry, { id: "b", result: "accepted", problem: null }, 5)).toBe(entry);
    expect(settle(entry, { id: "a", result: "known", problem: null }, 5)).toMatchObject({
      state: "accepted",
      settledAt: 5,
    });
  });
  it("once accepted is never refused by a late answer", () => {
    const accepted = settle(entry, { id: "a", result: "accepted", problem: null }, 5);
    expect(settle(accepted, { id: "a", result: "refused", problem: null }, 6)).toBe(accepted);
  });
  it("refused without a reason still says what to do", () => {
    expect(settle(entry, { id: "a", result: "refused", problem: null }, 5).refusal?.detail).toContain(
      "仍在本机",
    );
  });
});

describe("batches", () => {
  it("keep every fact once and in order, under both limits", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ maxLength: 60 }), { maxLength: 80 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 10, max: 200 }),
        (facts, most, chars) => {
          const all = batches(facts, most, chars);
          expect(all.flat()).toEqual(facts);
          for (const batch of all) {
            expect(batch.length).toBeLessThanOrEqual(most);
            // One fact larger than the limit travels alone.
            const size = batch.reduce((sum, fact) => sum + JSON.stringify(fact).length, 0);
            expect(batch.length === 1 || size <= chars).toBe(true);
          }
        },
      ),
    );
  });
});

it("waits within a quarter of the doubled time", () => {
  expect(backOff(1, 0)).toBe(1_500);
  expect(backOff(1, 1)).toBe(2_500);
  expect(backOff(50, 1)).toBe(375_000);
});

it("digests without the browser's help as with it", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (content) => {
      const bytes = Uint8Array.from(content).buffer;
      const expected = createHash("sha256").update(content).digest("hex");
      expect(Buffer.from(sha256Plain(bytes)).toString("hex")).toBe(expected);
      expect(await sha256(bytes)).toBe(expected);
    }),
    { numRuns: 60 },
  );
});
