/**
 * Damaged input for every reader of foreign bytes. `LINGZHU_FUZZ_SECONDS` for each target (2 by itself, 60 by
 * `npm run test:fuzz`), `LINGZHU_FUZZ_SEED` to run a series again.
 */
import { expect, it } from "vitest";
import { Problem } from "@lingzhu/domain/kernel";
import { damaged, randomFrom } from "./mutate.ts";
import { targets } from "./target.ts";

const seconds = Number(process.env["LINGZHU_FUZZ_SECONDS"] ?? 2);
const seed = Number(process.env["LINGZHU_FUZZ_SEED"] ?? 20_270_301);

/** Problems that say "your input": a fault of ours, or a database that is away, is no answer to a bad file. */
const isRefusal = (error: unknown) => error instanceof Problem && error.status >= 400 && error.status < 500;

it.each(targets)(
  "$name takes anything",
  { timeout: seconds * 1_000 + 60_000 },
  async ({ seeds, read, wrap }) => {
    const random = randomFrom(seed);
    const sound = await seeds();
    for (const bytes of sound) await read(wrap ? wrap(bytes) : bytes);
    let refused = 0;
    let cases = 0;
    for (const until = performance.now() + seconds * 1_000; performance.now() < until; cases++) {
      const content = damaged(sound[Math.floor(random() * sound.length)]!, random);
      const bytes = wrap ? wrap(content) : content;
      try {
        await read(bytes);
      } catch (error) {
        if (isRefusal(error)) refused += 1;
        else
          throw new Error(
            `seed ${seed}, case ${cases}, ${bytes.length} bytes: ${bytes.toString("base64").slice(0, 4_000)}`,
            {
              cause: error,
            },
          );
      }
    }
    expect(cases).toBeGreaterThan(0);
    expect(refused).toBeLessThanOrEqual(cases);
  },
);
