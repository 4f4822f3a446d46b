/** A worker's phone that can be switched off like one: a browser of its own whose store outlives it. */
import { mkdtempSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type BrowserContext, type CDPSession, type Page } from "playwright-core";
import { button } from "./forms.ts";
import { beginOnPhone, enterPin } from "./phone.ts";
import { chromiumPath, LAUNCH_ARGUMENTS, PHONE } from "./people.ts";
import { CENTRE, type Paper } from "./papers.ts";

const PATIENCE_MS = 30_000;
export type OutcomeWord = "已查" | "无人" | "拒绝" | "无法到达";

/** What the phone's own store holds; sizes and names only, as its contents may be sealed. */
export interface Held {
  entries: { id: string; state: string }[];
  media: number;
}

export class FieldPhone {
  readonly #profile = mkdtempSync(join(tmpdir(), "lingzhu-phone-"));
  readonly #address: string;
  readonly #login: string;
  readonly #password: string;
  #context: BrowserContext | null = null;
  #steps = 0;
  page!: Page;
  /** Uncaught errors of every page so far. */
  readonly faults: string[] = [];

  constructor(address: string, login: string, password: string) {
    this.#address = address;
    this.#login = login;
    this.#password = password;
  }

  /** Switches the phone on and opens the app at `path`. */
  async open(path = "/field/"): Promise<Page> {
    const context = await chromium.launchPersistentContext(this.#profile, {
      executablePath: chromiumPath(),
      args: LAUNCH_ARGUMENTS,
      viewport: PHONE,
      locale: "zh-CN",
      timezoneId: "Asia/Shanghai",
      isMobile: true,
      hasTouch: true,
      geolocation: { ...CENTRE, accuracy: 8 },
      permissions: ["geolocation"],
    });
    context.setDefaultTimeout(PATIENCE_MS);
    this.#context = context;
    this.page = context.pages()[0] ?? (await context.newPage());
    this.page.on("pageerror", (error) => this.faults.push(error.stack ?? error.message));
    await this.page.goto(`${this.#address}${path}`);
    return this.page;
  }

  /** Until somebody is let in: by password and a new PIN the first time, by the PIN from then on. */
  async enter(): Promise<void> {
    const { page } = this;
    const inside = page.locator("main.screen");
    const asked = page.getByLabel("账号", { exact: true });
    const locked = page.getByRole("group", { name: "数字键" });
    await inside.or(asked).or(locked).first().waitFor();
    if (await asked.isVisible()) await beginOnPhone(page, this.#login, this.#password);
    else if (await locked.isVisible()) await enterPin(page);
    await inside.waitFor();
  }

  /** After a restart the server may no longer know the browser: signs in again where the page says so. */
  async signInAgainIfAsked(): Promise<void> {
    const { page } = this;
    const again = button(page, "重新登录");
    const known = page.getByRole("button", { name: /待发|已发完|待处理/ });
    await again.or(known).first().waitFor();
    // The server's word on the session comes after the first screen.
    await again.waitFor({ timeout: 3_000 }).catch(() => undefined);
    if (!(await again.isVisible())) return;
    await again.click();
    await page.getByLabel("密码", { exact: true }).fill(this.#password);
    await button(page, "登录").click();
    await page.getByRole("navigation", { name: "主要页面" }).waitFor();
  }

  /** Until the app would start without signal. */
  async untilReadyOffline(): Promise<void> {
    await this.page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      if (!navigator.serviceWorker.controller)
        await new Promise((resolve) => navigator.serviceWorker.addEventListener("controllerchange", resolve));
    });
  }

  /** Moves within the app without loading the page anew. */
  async goTo(path: string): Promise<void> {
    await this.page.evaluate((path) => {
      history.pushState({ depth: 1 }, "", path);
      dispatchEvent(new PopStateEvent("popstate"));
    }, path);
  }

  /** Records one outcome at a door, with a picture or without, from the door's own address. */
  async visit(zoneId: string, placeId: string, outcome: OutcomeWord, picture?: Paper): Promise<void> {
    const { page } = this;
    await this.#step();
    await this.goTo(`/field/zones/${zoneId}/places/${placeId}`);
    const sheet = page.getByRole("dialog");
    await sheet.waitFor();
    if (picture) {
      await sheet.locator("input[type=file]").setInputFiles(picture);
      await sheet.getByRole("button", { name: /照片 1$/ }).waitFor();
    }
    await sheet.getByRole("button", { name: outcome, exact: true }).click();
    await sheet.waitFor({ state: "hidden" });
  }

  /** A step on: a browser tells of a position when it changes, and a person does not stand still between doors. */
  async #step(): Promise<void> {
    const { longitude, latitude } = CENTRE;
    await this.#context!.setGeolocation({
      longitude: longitude + ++this.#steps * 1e-6,
      latitude,
      accuracy: 8,
    });
  }

  /** What lies in the phone's store, sent or not. */
  held(): Promise<Held> {
    return this.page.evaluate(
      () =>
        new Promise<Held>((resolve, reject) => {
          const open = indexedDB.open("lingzhu-field");
          open.addEventListener("error", () => reject(open.error!));
          open.addEventListener("success", () => {
            const tx = open.result.transaction(["entries", "media"]);
            const entries = tx.objectStore("entries").getAll();
            const media = tx.objectStore("media").count();
            tx.addEventListener("complete", () => {
              open.result.close();
              const rows = entries.result as { id: string; state: string }[];
              resolve({ entries: rows.map(({ id, state }) => ({ id, state })), media: media.result });
            });
          });
        }),
    );
  }

  /** Whether the store has something under this name. */
  holds(table: string, key: string): Promise<boolean> {
    return this.page.evaluate(
      ([table, key]) =>
        new Promise<boolean>((resolve, reject) => {
          const open = indexedDB.open("lingzhu-field");
          open.addEventListener("error", () => reject(open.error!));
          open.addEventListener("success", () => {
            const count = open.result.transaction(table).objectStore(table).count(key);
            count.addEventListener("success", () => {
              open.result.close();
              resolve(count.result > 0);
            });
          });
        }),
      [table, key] as const,
    );
  }

  /** Takes something out of the store, past the app. */
  async forget(table: string, key: string): Promise<void> {
    await this.page.evaluate(
      ([table, key]) =>
        new Promise<void>((resolve, reject) => {
          const open = indexedDB.open("lingzhu-field");
          open.addEventListener("error", () => reject(open.error!));
          open.addEventListener("success", () => {
            const tx = open.result.transaction(table, "readwrite");
            tx.objectStore(table).delete(key);
            tx.addEventListener("complete", () => {
              open.result.close();
              resolve();
            });
          });
        }),
      [table, key] as const,
    );
  }

  /** Presses the button on the page of the queue, where there is anything to send. */
  async sendNow(): Promise<void> {
    await this.goTo("/field/me");
    await button(this.page, "现在发送")
      .click({ timeout: 1_500 })
      .catch(() => undefined);
  }

  /** Until nothing is left to send; presses the button where the phone would only wait longer. */
  async untilSent(patience = 180_000): Promise<void> {
    const limit = Date.now() + patience;
    for (;;) {
      const { entries, media } = await this.held();
      if (media === 0 && entries.every(({ state }) => state === "accepted")) return;
      if (Date.now() > limit)
        throw new Error(`still on the phone: ${media} pictures; ${await this.page.innerText("main")}`);
      await this.sendNow();
      await this.page.waitForTimeout(500);
    }
  }

  async setOffline(offline: boolean): Promise<void> {
    await this.#context!.setOffline(offline);
  }

  devTools(): Promise<CDPSession> {
    return this.#context!.newCDPSession(this.page);
  }

  /** Pulls the battery out: the browser with its page ends in the middle of whatever it does. */
  async kill(): Promise<void> {
    const context = this.#context;
    if (!context) return;
    this.#context = null;
    const closed = new Promise((resolve) => context.once("close", resolve));
    // The lock of a profile names the process that holds it: host-1234.
    const pid = Number(readlinkSync(join(this.#profile, "SingletonLock")).split("-").at(-1));
    process.kill(pid, "SIGKILL");
    await closed;
  }

  async close(): Promise<void> {
    await this.#context?.close();
    this.#context = null;
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}
