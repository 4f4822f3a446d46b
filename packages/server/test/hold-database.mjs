// A process that starts the embedded database of a data folder and then waits to be killed, for tests of
// what a killed server leaves behind. Usage: node hold-database.mjs DATA_FOLDER; prints "ready" once.
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";

const source = fileURLToPath(new URL("../src/db/embedded/index.ts", import.meta.url));
const { module } = await runnerImport(source, {
  configFile: false,
  resolve: { conditions: ["source"] },
  ssr: { resolve: { conditions: ["source"] } },
});
try {
  await module.startEmbedded({ dataDir: process.argv[2], log: () => {} });
  process.stdout.write("ready\n");
} catch (error) {
  process.stdout.write(`refused ${error.code} ${error.message}\n`);
  process.exit(1);
}
