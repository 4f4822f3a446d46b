/** People at their desks and with their phones: one browser, a context of its own for each. */
import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Browser, type Download, type Page } from "playwright-core";
import { CENTRE } from "./papers.ts";

const PLACES = [
  process.env.LINGZHU_CHROMIUM,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];
/** Long enough for a machine that runs other suites at the same time; nothing ever waits for it in vain. */
const PATIENCE_MS = 60_000;
/** What the story itself provokes: nobody signed in, not allowed, not there, refused by a rule. */
const EXPECTED = /status of (401|403|404|409)/;
const WITHOUT_NETWORK = /ERR_INTERNET_DISCONNECTED/;

export const DESK = { width: 1366, height: 768 };
export const PHONE = { width: 360, height: 640 };

export interface Person {
  name: string;
  page: Page;
  /** Takes the network away, or gives it back. */
  setOffline(offline: boolean): Promise<void>;
  /** Clicks what starts a download and gives the file's bytes. */
  download(click: () => Promise<void>): Promise<Buffer>;
  leave(): Promise<void>;
}

export interface People {
  atDesk(name: string, address: string): Promise<Person>;
  withPhone(name: string, address: string): Promise<Person>;
  /** Faults of every page so far: console errors, uncaught errors, answers of 500 and above. */
  faults: string[];
  /** Pictures of every open page in a folder of its own; gives the folder. */
  photographAll(why: string): Promise<string>;
  /** Everybody leaves, and comes back to the same browser another time. */
  leaveAll(): Promise<void>;
  close(): Promise<void>;
}

/** `later` (ms) moves the clocks of all who come from then on, as days that pass do. */
export async function gatherPeople(clock: { later: number } = { later: 0 }): Promise<People> {
  const browser = await openBrowser();
  const present = new Set<Person>();
  const faults: string[] = [];

  async function come(name: string, address: string, isPhone: boolean): Promise<Person> {
    const context = await browser.newContext({
      viewport: isPhone ? PHONE : DESK,
      locale: "zh-CN",
      timezoneId: "Asia/Shanghai",
      acceptDownloads: true,
      // Nothing unfolds or fades: a click never meets a list that is still on its way.
      reducedMotion: "reduce",
      ...(isPhone
        ? {
            isMobile: true,
            hasTouch: true,
            geolocation: { ...CENTRE, accuracy: 8 },
            permissions: ["geolocation"],
          }
        : {}),
    });
    context.setDefaultTimeout(PATIENCE_MS);
    if (clock.later !== 0) await context.clock.install({ time: Date.now() + clock.later });
    const page = await context.newPage();
    let offline = false;
    page.on("pageerror", (error) => faults.push(`${name}: ${error.stack ?? error.message}`));
    page.on("console", (message) => {
      const text = message.text();
      if (message.type() !== "error" || EXPECTED.test(text) || (offline && WITHOUT_NETWORK.test(text)))
        return;
      faults.push(`${name} at ${page.url()}: ${text}`);
    });
    page.on("response", (response) => {
      if (response.status() >= 500) faults.push(`${name}: ${response.status()} ${response.url()}`);
    });
    const person: Person = {
      name,
      page,
      async setOffline(away) {
        offline ||= away;
        await context.setOffline(away);
      },
      async download(click) {
        const [file] = await Promise.all([page.waitForEvent("download"), click()]);
        return bytesOf(file);
      },
      async leave() {
        present.delete(person);
        await context.close();
      },
    };
    present.add(person);
    await page.goto(address);
    return person;
  }

  return {
    atDesk: (name, address) => come(name, address, false),
    withPhone: (name, address) => come(name, address, true),
    faults,
    async photographAll(why) {
      const folder = mkdtempSync(join(tmpdir(), "lingzhu-e2e-"));
      for (const { name, page } of present)
        await page
          .screenshot({ path: join(folder, `${why} ${name}.png`.replaceAll(/[/\\:]/g, "-")) })
          .catch(() => undefined);
      return folder;
    },
    async leaveAll() {
      for (const person of present) await person.leave();
    },
    close: () => browser.close(),
  };
}

export const LAUNCH_ARGUMENTS = [
  "--no-sandbox",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The browser that is installed here, or the one that LINGZHU_CHROMIUM names. */
export function chromiumPath(): string {
  const path = PLACES.find((place) => place && existsSync(place));
  if (!path) throw new Error("no browser: install chromium, or set LINGZHU_CHROMIUM");
  return path;
}

async function openBrowser(): Promise<Browser> {
  const failed: string[] = [];
  for (const executablePath of PLACES) {
    if (!executablePath) continue;
    try {
      return await chromium.launch({ executablePath, args: LAUNCH_ARGUMENTS });
    } catch (error) {
      failed.push((error as Error).message.split("\n")[0]!);
    }
  }
  throw new Error(`no browser: install chromium, or set LINGZHU_CHROMIUM (${failed.join("; ")})`);
}

async function bytesOf(file: Download): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
