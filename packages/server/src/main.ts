/** `npm start` and `npm run demo`: opens the house, serves it, and says where. */
import type { Server } from "node:https";
import { fileURLToPath } from "node:url";
import { Problem } from "@lingzhu/domain/kernel";
import { pushOnFindings } from "./alert/push.ts";
import { buildApp } from "./app.ts";
import { readConfig } from "./config.ts";
import { demoConfig, loadDemo, removeDemo } from "./demo/run.ts";
import type { Floor } from "./db/transact.ts";
import { examine } from "./doctor/doctor.ts";
import { openHouse } from "./house.ts";
import { jobsOf } from "./jobs/list.ts";
import { startJobs } from "./jobs/runner.ts";
import { readTls, type TlsFiles } from "./http/tls.ts";
import { newSetupCode } from "./street/setup.ts";

const say = (line: string) => process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const demo = process.argv.includes("--demo");
  const config = demo ? demoConfig(readConfig(process.env)) : readConfig(process.env);
  const house = await openHouse(config, say).catch((error: unknown) => {
    if (demo) removeDemo(config, null);
    throw error;
  });
  const closeHouse = async () => {
    await house.close();
    if (demo) removeDemo(config, house);
  };
  const webDir = fileURLToPath(new URL("../../web/dist/pages", import.meta.url));
  const jobs = jobsOf({ config, pool: house.connection.pool });
  const floor: Floor = { ...house.floor, examine: () => examine(house.floor, config, jobs) };
  const tls = config.tls ? readTls(config.tls) : null;
  const app = await buildApp({
    floor,
    announcements: house.announcements,
    webDir,
    tls,
    behindProxy: config.behindProxy,
    metrics: { pool: house.connection.pool, token: config.metricsToken },
    log: config.logLevel,
  });
  if (config.tls) renewOnHangUp(app.server as Server, config.tls);
  const work = startJobs(house.floor, jobs, (words) =>
    process.stderr.write(`定时工作没有完成，稍后自动再试：${words}\n`),
  );
  const endPush = pushOnFindings(house.floor, house.announcements, (words) =>
    process.stderr.write(`浏览器推送没有发出：${words}\n`),
  );
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    endPush();
    say("正在停止……");
    await work.stop();
    await app.close();
    await closeHouse();
    process.exit(0);
  };
  process.on("SIGINT", () => void stop());
  process.on("SIGTERM", () => void stop());
  try {
    await app.listen({ host: config.host, port: config.port });
  } catch (error) {
    await closeHouse();
    if ((error as NodeJS.ErrnoException).code === "EADDRINUSE") {
      say(
        `端口 ${config.port} 正被别的程序使用。数据没有受影响；请换一个端口再启动，例如：PORT=${config.port + 1} npm start`,
      );
      process.exit(1);
    }
    throw error;
  }
  const { port } = app.server.address() as { port: number };
  const address = `${tls ? "https" : "http"}://${config.host === "0.0.0.0" ? "127.0.0.1" : config.host}:${port}/`;
  if (demo) {
    try {
      say(`${await loadDemo(house, say)}\n零株已启动：\n\n  ${address}\n\n按 Ctrl-C 停止。`);
    } catch (error) {
      // Somebody who stops while it loads cuts its queries off; `stop` goes on and ends the process.
      if (stopping) return;
      await app.close();
      await closeHouse();
      throw error;
    }
    process.send?.({ ready: true, address });
    return;
  }
  const code = await newSetupCode(house.floor);
  say(
    code
      ? `零株已启动。首次使用请在浏览器打开（设置码只能用一次）：\n\n  ${address}?setup=${code}\n`
      : `零株已启动：\n\n  ${address}\n`,
  );
  // With an IPC channel to the start tool, say that pages can be opened.
  process.send?.({ ready: true, address });
}

/** SIGHUP: a renewed certificate is taken without ending a connection; one that cannot be used changes nothing. */
function renewOnHangUp(server: Server, files: TlsFiles): void {
  process.on("SIGHUP", () => {
    try {
      server.setSecureContext(readTls(files));
      say("证书已重新读入。");
    } catch (error) {
      process.stderr.write(`新证书没有换上，仍用原来的：${(error as Error).message}\n`);
    }
  });
}

main().catch((error: unknown) => {
  const text =
    error instanceof Problem ? error.detail : error instanceof Error ? error.message : String(error);
  process.stderr.write(`零株没有启动：${text}\n`);
  process.exit(1);
});
