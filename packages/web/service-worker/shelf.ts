/**
 * The shelf: the field app's files on this phone, one cache for each version. The page before the last stays until a
 * version later, because a page that is open still loads its own parts from it.
 */

/** What the build put together; see build/field-app.ts. */
export interface FieldFiles {
  version: string;
  /** Address of the page itself. */
  page: string;
  precache: readonly string[];
  later: readonly string[];
}

export interface ShelfParts {
  files: FieldFiles;
  caches: CacheStorage;
  fetch: (request: Request) => Promise<Response>;
}

const PREFIX = "lingzhu-field-";
/** Names under these never change their content. */
const isHashed = (path: string) => path.includes("/assets/");

export function openShelf({ files, caches, fetch }: ShelfParts) {
  const own = PREFIX + files.version;
  const versions = async () => (await caches.keys()).filter((name) => name.startsWith(PREFIX));

  /** From an older version when its content is the same, otherwise from the server. Throws when it cannot be had. */
  async function fill(cache: Cache, path: string): Promise<void> {
    if (await cache.match(path)) return;
    const known = isHashed(path) ? await caches.match(path) : undefined;
    const got = known ?? (await fetch(new Request(path, isHashed(path) ? {} : { cache: "no-cache" })));
    if (!got.ok || got.redirected) throw new Error(`${path}: ${got.status}`);
    await cache.put(path, got);
  }

  return {
    /** All of the version or nothing: a half-filled shelf would open a page that then breaks. */
    async install(): Promise<void> {
      const cache = await caches.open(own);
      try {
        await Promise.all([files.page, ...files.precache].map((path) => fill(cache, path)));
      } catch (error) {
        await caches.delete(own);
        throw error;
      }
    },

    /** Forgets versions before the one that was replaced. */
    async tidy(): Promise<void> {
      const others = (await versions()).filter((name) => name !== own);
      for (const name of others.slice(0, -1)) await caches.delete(name);
    },

    /** The map and other heavy parts, for a day without signal. What cannot be had now is had when it is opened. */
    async fetchLater(): Promise<void> {
      const cache = await caches.open(own);
      for (const path of files.later) await fill(cache, path).catch(() => undefined);
    },

    /** A file of this or an older version; undefined when it is not ours to answer. */
    async answer(path: string): Promise<Response | undefined> {
      const cache = await caches.open(own);
      const here = (await cache.match(path)) ?? (isHashed(path) ? await caches.match(path) : undefined);
      if (here || !files.later.includes(path)) return here;
      const got = await fetch(new Request(path));
      if (got.ok) await cache.put(path, got.clone());
      return got;
    },

    /**
     * The page, from the shelf. Its headers carry the content policy, which the operator may have changed since:
     * `renew` takes new headers over when the page itself is still the same.
     */
    page: async (): Promise<Response | undefined> => (await caches.open(own)).match(files.page),
    async renew(): Promise<void> {
      const cache = await caches.open(own);
      const kept = await cache.match(files.page);
      const fresh = await fetch(new Request(files.page, { cache: "no-cache" })).catch(() => null);
      if (!kept || !fresh?.ok) return;
      if ((await kept.text()) === (await fresh.clone().text())) await cache.put(files.page, fresh);
    },
  };
}
