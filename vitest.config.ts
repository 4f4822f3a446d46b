import { defineConfig } from "vitest/config";

/** Packages are tested from source: the "source" export condition skips dist. */
const source = { resolve: { conditions: ["source"] }, ssr: { resolve: { conditions: ["source"] } } };

export default defineConfig({
  ...source,
  test: {
    projects: [
      {
        ...source,
        test: {
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
          name: "server",
          include: ["packages/server/{src,test,migrations}/**/*.test.ts"],
          globalSetup: ["packages/server/test/database.ts"],
          testTimeout: 30_000,
          hookTimeout: 120_000,
        },
      },
      {
        ...source,
        test: { name: "browser", include: ["e2e/**/*.test.ts"], testTimeout: 300_000, hookTimeout: 300_000 },
      },
    ],
  },
});
