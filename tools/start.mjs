// `npm start` and `npm run demo`: from a fresh clone to a running server. Installs and builds what is
// missing or stale, then becomes the server (packages/server/src/main.ts), which stops on Ctrl-C.
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "./build.mjs";
import { ensureInstalled, requireNode } from "./installed.mjs";
import { root } from "./run.mjs";

/** The server's own default (packages/server/src/config.ts). */
const DEFAULT_PORT = 8620;

requireNode();
process.chdir(root);
await ensureInstalled();
if (!(await build())) {
  console.error("编译没有成功，服务没有启动，数据没有受影响。上面是编译器的原话。");
  process.exit(1);
}
const entry = join(root, "packages/server/dist/main.js");
if (!existsSync(entry)) {
  console.error(`没有找到 ${entry}，服务没有启动。请运行 npm run build 看看原因。`);
  process.exit(1);
}
// A port that the person asked for is theirs to change: the server says so when it is taken.
if (!process.env.PORT) process.env.PORT = String(await firstFreePort(DEFAULT_PORT));
// In this same process: no second Node.js, and signals reach the server itself.
await import(pathToFileURL(entry).href);

/** The port itself, or the next one that no program on this machine uses. */
async function firstFreePort(wanted) {
  for (let port = wanted; port < wanted + 20; port++) {
    if (await isFree(port)) {
      if (port !== wanted)
        console.log(`端口 ${wanted} 正被别的程序使用，改用 ${port}。要固定端口请设置 PORT。`);
      return port;
    }
  }
  return wanted;
}

function isFree(port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, process.env.HOST || "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}
