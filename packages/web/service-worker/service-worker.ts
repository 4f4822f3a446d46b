/**
 * Lets the field app start without signal. It answers for the page and its own files only; what goes to /api always
 * goes to the server, because the outbox, not this, carries records.
 */
import { openShelf, type FieldFiles } from "./shelf.ts";

declare const FIELD_FILES: FieldFiles;
declare const self: ServiceWorkerGlobalScope;

/** What a page may ask for. */
type Wish = { wish: "take-over" } | { wish: "take-over-if-alone" } | { wish: "fetch-later" };

const shelf = openShelf({ files: FIELD_FILES, caches, fetch: (request) => fetch(request) });

self.addEventListener("install", (event) => event.waitUntil(shelf.install()));
self.addEventListener("activate", (event) =>
  // The first visit is served from here at once, so that it is also the last that needs a signal.
  event.waitUntil(shelf.tidy().then(() => self.clients.claim())),
);

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    if (!/^\/field(\/|$)/.test(url.pathname) || /\.\w+$/.test(url.pathname)) return;
    event.respondWith(shelf.page().then((page) => page ?? fetch(request)));
    event.waitUntil(shelf.renew());
    return;
  }
  if (FIELD_FILES.precache.includes(url.pathname) || url.pathname.includes("/assets/"))
    event.respondWith(shelf.answer(url.pathname).then((file) => file ?? fetch(request)));
});

self.addEventListener("message", (event) => {
  const { wish } = event.data as Wish;
  if (wish === "take-over") void self.skipWaiting();
  else if (wish === "fetch-later") event.waitUntil(shelf.fetchLater());
  else
    event.waitUntil(
      self.clients.matchAll({ type: "window", includeUncontrolled: true }).then(async (pages) => {
        const ours = pages.filter(({ url }) => /^\/field(\/|$)/.test(new URL(url).pathname));
        if (ours.length <= 1) await self.skipWaiting();
      }),
    );
});
