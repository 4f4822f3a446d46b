// `npm run test:fuzz [seconds] [seed]`: every reader of foreign bytes against damaged input, 60 s each by itself.
import { ensureInstalled, requireNode } from "./installed.mjs";
import { runPackage } from "./run.mjs";

requireNode();
await ensureInstalled();
const [seconds = "60", seed] = process.argv.slice(2);
process.exitCode = await runPackage("vitest", ["run", "--project", "server", "packages/server/test/fuzz"], {
  env: { LINGZHU_FUZZ_SECONDS: seconds, ...(seed ? { LINGZHU_FUZZ_SEED: seed } : {}) },
});
