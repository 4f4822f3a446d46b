/** What can be measured of a page that looks wrong. */
import type { Page } from "playwright-core";

/** Until nothing is being read and no picture is on its way. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState("load");
  await page
    .locator("[aria-busy=true], .answer-state", { hasText: "正在" })
    .first()
    .waitFor({ state: "hidden" });
  await page.waitForFunction(() => [...document.images].every((image) => image.complete));
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
}

/**
 * Page wider than the window, words cut off in a button, pictures that did not come, and, where `leastTarget` is not
 * 0, buttons lower than that many pixels.
 */
export function faultsOfScreen(page: Page, leastTarget: number): Promise<string[]> {
  // A phone's browser zooms out on a page that is too wide, and then its own width says nothing.
  const room = page.viewportSize()!.width;
  return page.evaluate(
    ([least, room]) => {
      const faults: string[] = [];
      const wide = document.scrollingElement!.scrollWidth;
      if (wide > room) faults.push(`the page is ${wide} px wide in a window of ${room}`);
      const nameOf = (element: Element) =>
        `${element.className.toString().split(" ")[0]} "${(element.getAttribute("aria-label") ?? element.textContent ?? "").trim().slice(0, 24)}"`;
      for (const element of document.querySelectorAll<HTMLElement>("button, a[role=button]")) {
        const box = element.getBoundingClientRect();
        if (box.width === 0 || box.height === 0 || element.closest("[aria-hidden=true]")) continue;
        if (element.scrollWidth > element.clientWidth + 1) faults.push(`words cut off in ${nameOf(element)}`);
        if (box.height < least) faults.push(`only ${Math.round(box.height)} px high: ${nameOf(element)}`);
      }
      for (const image of document.images)
        if (image.complete && image.naturalWidth === 0 && image.src !== "")
          faults.push(`picture did not come: ${image.src}`);
      return faults;
    },
    [leastTarget, room] as const,
  );
}
