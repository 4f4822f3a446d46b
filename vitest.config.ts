import { defineConfig } from "vitest/config";

/** Packages are tested from source: the "source" export condition skips dist. */
const source = { resolve: { conditions: ["source"] }, ssr: { resolve: { conditions: ["source"] } } };

/**
 * Limits are there to end what hangs, not to measure: two busy cores are many times slower than a quiet machine. The
 * same for what is asked again until it holds.
 */
const patience = { testTimeout: 120_000, hookTimeout: 240_000, expect: { poll: { timeout: 60_000 } } };

export default defineConfig({
  ...source,
  test: {
    projects: [
      {
        ...source,
        test: {
          ...patience,
          name: "unit",
          include: [
            "packages/{geo,domain,web}/src/**/*.test.{ts,tsx}",
            "packages/web/{build,service-worker}/*.test.ts",
          ],
        },
      },
      {
        ...source,
        test: {
          ...patience,
          name: "server",
          include: ["packages/server/{src,test,migrations}/**/*.test.ts"],
          globalSetup: ["packages/server/test/database.ts"],
        },
      },
      {
        ...source,
        test: {
          ...patience,
          name: "browser",
          include: ["e2e/**/*.test.ts"],
          // Each file has a server, a database and a browser of its own: that is enough for two cores.
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
