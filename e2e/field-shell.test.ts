/** The installable app itself: starts without signal, changes version on the person's word, says when room runs out. */
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFailed, test } from "vitest";
import type { Page } from "playwright-core";
import { Served } from "../packages/server/test/served.ts";
import { askAs } from "./ask-as.ts";
import { FieldPhone } from "./field-phone.ts";
import { button } from "./forms.ts";
import { Line } from "./line.ts";
import { grass, type Paper } from "./papers.ts";
import { faultsOfScreen, settled } from "./screen-faults.ts";
import { keptFacts, keptPhotographs } from "./server-side.ts";
import { makeSmallStreet, type SmallStreet } from "./small-street.ts";

const dataDir = mkdtempSync(join(tmpdir(), "lingzhu-shell-"));
const served = new Served(dataDir);
let line: Line;
let street: SmallStreet;
let phone: FieldPhone;
const zone = () => `/field/zones/${street.zoneId}`;

beforeAll(async () => {
  await served.start();
  street = await makeSmallStreet(served.address, served.setupCode!);
  line = new Line(served.address);
  await line.mend();
  phone = new FieldPhone(line.address, street.worker.login, street.worker.password);
  await phone.open();
  await phone.enter();
  await phone.page.getByRole("button", { name: /振兴社区片/ }).click();
  await phone.page
    .getByText(/已查 \d+/)
    .first()
    .waitFor();
  await phone.untilReadyOffline();
});
afterAll(async () => {
  await phone?.close();
  await line?.cut();
  await served.stop();
  rmSync(dataDir, { recursive: true, force: true });
});
function pictureOnFailure(): void {
  onTestFailed(async () => {
    const path = join(mkdtempSync(join(tmpdir(), "lingzhu-e2e-")), "phone.png");
    await phone.page.screenshot({ path }).catch(() => undefined);
    process.stderr.write(`picture: ${path}\n${phone.faults.join("\n")}\n`);
  });
}

describe("without signal", () => {
  test("every address of the app opens, and the console's does not pretend to", async () => {
    pictureOnFailure();
    const { page } = phone;
    await line.cut();
    await phone.setOffline(true);
    for (const [path, words] of [
      ["/field/", /振兴社区片/],
      [zone(), /已查 \d+/],
      [`${zone()}/places/${street.doorId}`, /无法到达/],
      ["/field/found?zone=1", /在哪里/],
      ["/field/guide", /最可靠的两条/],
      ["/field/me", /没有信号也能打开和登记/],
    ] as const) {
      await page.goto(`${line.address}${path}`);
      await phone.enter();
      await page.getByText(words).filter({ visible: true }).first().waitFor();
    }
    await settled(page);
    expect(await faultsOfScreen(page, 44)).toEqual([]);
    await expect(page.goto(`${line.address}/overview`)).rejects.toThrow(/ERR_/);
    await phone.setOffline(false);
    await line.mend();
  });

  test("manifest and icons make it installable", async () => {
    const { page } = phone;
    await page.goto(`${line.address}/field/`);
    const devTools = await phone.devTools();
    const { errors, url } = await devTools.send("Page.getAppManifest");
    expect(errors).toEqual([]);
    expect(url).toBe(`${line.address}/field/app.webmanifest`);
    const { installabilityErrors } = await devTools.send("Page.getInstallabilityErrors");
    expect(installabilityErrors).toEqual([]);
  });
});

describe("a new version", () => {
  /** As if the pages had been built anew: another version of the service worker and of the page. */
  const release = (name: string) => {
    line.rewritten = ["/field/service-worker.js", "/field/"];
    line.rewrite = (path, text) =>
      path === "/field/"
        ? text.replace("<title>", `<meta name="version" content="${name}"><title>`)
        : text.replace(/(version:\s*[`"'])[0-9a-f]{16}/, `$1${name}`);
  };
  const versionShown = () =>
    phone.page.evaluate(
      () => document.querySelector<HTMLMetaElement>("meta[name=version]")?.content ?? "first",
    );
  const lookForUpdate = () =>
    phone.page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      await registration.update();
      while (!registration.waiting) await new Promise((resolve) => setTimeout(resolve, 50));
    });
  const strip = () => phone.page.getByRole("region", { name: "新版本" });

  test(
    "waits for the person; what is half typed and what is unsent stays",
    { timeout: 120_000 },
    async () => {
      pictureOnFailure();
      const { page } = phone;
      await line.cut();
      await page.goto(`${line.address}${zone()}`);
      await phone.enter();
      await phone.visit(street.zoneId, street.doorIds[8]!, "已查");
      await line.mend();
      line.expect(() => "lost");
      release("second");
      await phone.goTo("/field/found");
      await button(page, "下一步").click();
      await button(page, "下一步").click();
      await page.getByLabel("株数").fill("7");
      await lookForUpdate();
      // Not a word in the middle of a report.
      expect(await strip().count()).toBe(0);
      await phone.goTo("/field/me");
      await strip().waitFor();
      expect(await versionShown()).toBe("first");
      await settled(page);
      expect(await faultsOfScreen(page, 44)).toEqual([]);

      // An open sheet is half a record: the version waits until it is done.
      await phone.goTo(`${zone()}/places/${street.doorIds[9]}`);
      await page.getByRole("dialog").waitFor();
      await strip().getByRole("button", { name: "现在换" }).dispatchEvent("click");
      await page.getByText("请先做完或关掉正在填写的内容").waitFor();
      expect(await versionShown()).toBe("first");
      await phone.goTo("/field/me");

      const before = await phone.held();
      expect(before.entries.some(({ state }) => state === "waiting")).toBe(true);
      await Promise.all([page.waitForEvent("load"), strip().getByRole("button", { name: "现在换" }).click()]);
      await phone.enter();
      expect(await versionShown()).toBe("second");
      expect(await phone.held()).toEqual(before);
      expect(await strip().count()).toBe(0);
      await phone.goTo("/field/found");
      expect(await page.getByLabel("株数").inputValue()).toBe("7");
    },
  );

  test("that was put off takes over at the next start", { timeout: 120_000 }, async () => {
    pictureOnFailure();
    release("third");
    await phone.goTo("/field/me");
    await lookForUpdate();
    await strip().getByRole("button", { name: "下次打开再换" }).click();
    await strip().waitFor({ state: "hidden" });
    expect(await versionShown()).toBe("second");
    await phone.kill();
    await phone.open();
    await phone.enter();
    await expect.poll(versionShown).toBe("third");
    expect(await strip().count()).toBe(0);
    line.expect(() => "pass");
    await phone.signInAgainIfAsked();
    await phone.untilSent();
  });
});

/** A JPEG as a camera writes it: turned on its side by its EXIF, with the place where it was taken. */
async function cameraPicture(): Promise<Paper> {
  const { buffer } = grass("camera.png", 99, 240, 180);
  const base64 = await phone.page.evaluate(async (png) => {
    const bytes = Uint8Array.from(atob(png), (sign) => sign.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes]));
    const canvas = new OffscreenCanvas(4000, 3000);
    canvas.getContext("2d")!.drawImage(bitmap, 0, 0, 4000, 3000);
    const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.95 });
    const jpeg = new Uint8Array(await blob.arrayBuffer());
    let text = "";
    for (let i = 0; i < jpeg.length; i += 8192) text += String.fromCharCode(...jpeg.subarray(i, i + 8192));
    return btoa(text);
  }, buffer.toString("base64"));
  const jpeg = Buffer.from(base64, "base64");
  // TIFF header, one directory of one entry: orientation 6 (turn a quarter to the right).
  const tiff = Buffer.from("4d4d002a00000008000101120003000000010006000000000000", "hex");
  const exif = Buffer.concat([Buffer.from("Exif\0\0", "latin1"), tiff, Buffer.from("GPS-33.640N-116.960E")]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(exif.length + 2, 2);
  return {
    name: "camera.jpg",
    mimeType: "image/jpeg",
    buffer: Buffer.concat([jpeg.subarray(0, 2), head, exif, jpeg.subarray(2)]),
  };
}

describe("a photograph", () => {
  test(
    "is turned, scaled, marked and stripped beside the page, and arrives as it was digested",
    { timeout: 120_000 },
    async () => {
      pictureOnFailure();
      const { page } = phone;
      const before = new Set(keptPhotographs(dataDir));
      const known = new Set((await keptFacts(dataDir)).map(({ id }) => id));
      const picture = await cameraPicture();
      expect(picture.buffer.byteLength).toBeGreaterThan(400_000);
      await phone.visit(street.zoneId, street.doorIds[11]!, "已查", picture);
      // The work was done in a worker.
      expect(
        page
          .workers()
          .map((worker) => worker.url())
          .join(),
      ).toMatch(/photograph-worker/);
      await phone.untilSent();
      const [digest] = keptPhotographs(dataDir).filter((one) => !before.has(one));
      const fact = (await keptFacts(dataDir)).find(
        ({ id, kind }) => !known.has(id) && kind === "photograph",
      )!;
      expect(fact.body).toMatchObject({ sha256: digest, mime: "image/jpeg" });
      expect(fact.body["bytes"]).toBeLessThan(400_000);
      expect(String(fact.body["watermark"])).toMatch(
        /振兴|汴河花园.*\n\d{4}-\d\d-\d\d \d\d:\d\d:\d\d 方一舟\n东经116\.96\d+° 北纬33\.64000° ±8 米\n西关街道/,
      );
      const response = await askAs(line.address, street.worker, `/api/photographs/${fact.id}`);
      const bytes = Buffer.from(await response.arrayBuffer());
      expect(createHash("sha256").update(bytes).digest("hex")).toBe(digest);
      expect(bytes.includes("Exif")).toBe(false);
      expect(bytes.includes("GPS-33")).toBe(false);
      const [width, height, foot] = await page.evaluate(async (base64) => {
        const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
        const bitmap = await createImageBitmap(new Blob([bytes]));
        const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
        const context = canvas.getContext("2d")!;
        context.drawImage(bitmap, 0, 0);
        // The strip at the foot: white letters on dark.
        const { data } = context.getImageData(0, bitmap.height - 150, bitmap.width, 150);
        let white = 0;
        for (let i = 0; i < data.length; i += 4)
          if (data[i]! > 225 && data[i + 1]! > 225 && data[i + 2]! > 225) white++;
        return [bitmap.width, bitmap.height, white] as const;
      }, bytes.toString("base64"));
      expect([width, height]).toEqual([1200, 1600]);
      expect(foot).toBeGreaterThan(2_000);
    },
  );
});

/**
 * Lets the store take only so many bytes more, and `reserve` more once the reserve is given up; null takes the limit
 * away. A browser's real limit depends on the disk,
 * and DevTools' own limit is not held against IndexedDB. Chromium on a full disk ends the transaction with the same
 * error, which Dexie passes on inside an AbortError; the unit tests know that form.
 */
const limitStore = (page: Page, spare: number | null, reserve = 0) =>
  page.evaluate(
    ([spare, reserve]) => {
      const limited = window as { spareBytes?: number | null; reserveBytes?: number };
      const isPatched = "spareBytes" in limited;
      Object.assign(limited, { spareBytes: spare, reserveBytes: reserve });
      if (isPatched) return;
      const sizeOf = (value: unknown): number =>
        value instanceof Blob
          ? value.size
          : value instanceof ArrayBuffer || ArrayBuffer.isView(value)
            ? value.byteLength
            : typeof value === "object" && value !== null
              ? Object.values(value).reduce<number>((sum, part) => sum + sizeOf(part), 200)
              : String(value).length;
      const store = IDBObjectStore.prototype;
      const { put, add, delete: remove } = store;
      const counted = (write: typeof put): typeof put =>
        function (this: IDBObjectStore, ...given) {
          const left = limited.spareBytes ?? Infinity;
          if (sizeOf(given[0]) > left) throw new DOMException("no room", "QuotaExceededError");
          if (limited.spareBytes) limited.spareBytes -= sizeOf(given[0]);
          return write.apply(this, given);
        };
      store.put = counted(put);
      store.add = counted(add);
      store.delete = function (...given) {
        if (given[0] === "shell/reserve" && limited.spareBytes) {
          limited.spareBytes += limited.reserveBytes ?? 0;
          limited.reserveBytes = 0;
        }
        return remove.apply(this, given);
      };
    },
    [spare, reserve] as const,
  );

describe("room on the phone", () => {
  test("is missed in time; a record that does not fit takes the reserve", { timeout: 180_000 }, async () => {
    pictureOnFailure();
    const { page } = phone;
    const reserved = () => phone.holds("kept", "shell/reserve");
    await expect.poll(reserved, { timeout: 30_000 }).toBe(true);
    await line.cut();

    // No room left: the reserve gives way, the record is there, and the person is told.
    await limitStore(page, 20_000, 30_000_000);
    await phone.visit(street.zoneId, street.doorIds[12]!, "已查", grass("one.png", 501));
    expect(await reserved()).toBe(false);
    await page.getByRole("button", { name: "我的，手机空间不足" }).click();
    await page.getByText("手机空间已满，照片可能存不上").waitFor();
    await settled(page);
    expect(await faultsOfScreen(page, 44)).toEqual([]);

    // Not even that is left: the record is refused in words, and everything before it is still there.
    await limitStore(page, 20_000);
    const before = await phone.held();
    await phone.goTo(`${zone()}/places/${street.doorIds[13]}`);
    const sheet = page.getByRole("dialog");
    await sheet.locator("input[type=file]").setInputFiles(grass("two.png", 502));
    await sheet.getByRole("button", { name: /照片 1$/ }).waitFor();
    await sheet.getByRole("button", { name: "已查", exact: true }).click();
    await sheet.getByText("没有存上").waitFor();
    expect(await phone.held()).toEqual(before);

    // Room again: the same tap records, everything is sent, and the reserve comes back by itself.
    await limitStore(page, null);
    await sheet.getByRole("button", { name: "已查", exact: true }).click();
    await sheet.waitFor({ state: "hidden" });
    await line.mend();
    await phone.untilSent();
    await expect.poll(reserved, { timeout: 30_000 }).toBe(true);
    await page.getByRole("button", { name: "我的", exact: true }).waitFor();

    // A phone on which no more fits than today's records is told before anything has failed.
    await phone.forget("kept", "shell/reserve");
    await limitStore(page, 10_000_000);
    await phone.visit(street.zoneId, street.doorIds[14]!, "已查", grass("three.png", 503));
    await phone.untilSent();
    await page.getByRole("button", { name: "我的，手机空间不足" }).click();
    await page.getByText("手机空间不多了").waitFor();
    expect(phone.faults).toEqual([]);
  });
});
