import { beforeEach, describe, expect, it } from "vitest";
import { openShelf, type FieldFiles } from "./shelf.ts";

/** The browser's caches, as far as the shelf uses them, in the order in which they were made. */
class FakeCaches {
  readonly all = new Map<string, Map<string, Response>>();
  open = async (name: string) => {
    if (!this.all.has(name)) this.all.set(name, new Map());
    const entries = this.all.get(name)!;
    return {
      match: async (path: string) => entries.get(path)?.clone(),
      put: async (path: string, response: Response) => void entries.set(path, response),
    };
  };
  keys = async () => [...this.all.keys()];
  delete = async (name: string) => this.all.delete(name);
  match = async (path: string) =>
    [...this.all.values()]
      .find((one) => one.has(path))
      ?.get(path)
      ?.clone();
}

let caches: FakeCaches;
let asked: string[];
let server: Map<string, string>;

beforeEach(() => {
  caches = new FakeCaches();
  asked = [];
  server = new Map();
});
function shelfOf(files: Partial<FieldFiles> & { version: string }) {
  return openShelf({
    files: { page: "/field/", precache: ["/assets/app-1.js"], later: [], ...files },
    caches: caches as unknown as CacheStorage,
    fetch: async ({ url }) => {
      const path = new URL(url).pathname;
      asked.push(path);
      const text = server.get(path);
      return text === undefined
        ? new Response("gone", { status: 404 })
        : new Response(text, { headers: { policy: text } });
    },
  });
}
// Node's Request takes whole addresses only.
const BrowserRequest = globalThis.Request;
globalThis.Request = class extends BrowserRequest {
  constructor(path: string, init?: RequestInit) {
    super(new URL(path, "https://street.example"), init);
  }
} as typeof Request;

const serve = (entries: Record<string, string>) => {
  server = new Map(Object.entries(entries));
};
const textOf = async (response: Response | undefined) => response?.text();

describe("the shelf", () => {
  it("holds the page and its files once installed, whatever becomes of the server", async () => {
    serve({ "/field/": "page 1", "/assets/app-1.js": "app 1" });
    const shelf = shelfOf({ version: "one" });
    await shelf.install();
    serve({});
    expect(await textOf(await shelf.page())).toBe("page 1");
    expect(await textOf(await shelf.answer("/assets/app-1.js"))).toBe("app 1");
    expect(await shelf.answer("/assets/console-1.js")).toBeUndefined();
  });

  it("is filled whole or not at all, and leaves the version before it as it was", async () => {
    serve({ "/field/": "page 1", "/assets/app-1.js": "app 1" });
    await shelfOf({ version: "one" }).install();
    serve({ "/field/": "page 2" });
    await expect(shelfOf({ version: "two", precache: ["/assets/app-2.js"] }).install()).rejects.toThrow(
      "404",
    );
    expect(await caches.keys()).toEqual(["lingzhu-field-one"]);
  });

  it("takes unchanged files over from the version before and asks the server for the others only", async () => {
    serve({ "/field/": "page 1", "/assets/app-1.js": "app", "/field/icon.svg": "icon" });
    await shelfOf({ version: "one", precache: ["/assets/app-1.js", "/field/icon.svg"] }).install();
    asked = [];
    const two = shelfOf({ version: "two", precache: ["/assets/app-1.js", "/field/icon.svg"] });
    await two.install();
    expect(asked.sort()).toEqual(["/field/", "/field/icon.svg"]);
    expect(await textOf(await two.answer("/assets/app-1.js"))).toBe("app");
  });

  it("keeps what an open page of the version before still loads, and forgets older ones", async () => {
    for (const version of ["one", "two", "three"]) {
      const file = `/assets/app-${version}.js`;
      serve({ "/field/": version, [file]: version });
      const shelf = shelfOf({ version, precache: [file] });
      await shelf.install();
      await shelf.tidy();
    }
    const three = shelfOf({ version: "three", precache: ["/assets/app-three.js"] });
    expect(await textOf(await three.answer("/assets/app-two.js"))).toBe("two");
    expect(await three.answer("/assets/app-one.js")).toBeUndefined();
    expect(await textOf(await three.page())).toBe("three");
  });

  it("fetches the heavy parts when they are opened, or ahead, and keeps them", async () => {
    serve({
      "/field/": "page",
      "/assets/app-1.js": "app",
      "/assets/map-1.js": "map",
      "/assets/tiles-1.js": "t",
    });
    const shelf = shelfOf({ version: "one", later: ["/assets/map-1.js", "/assets/tiles-1.js"] });
    await shelf.install();
    expect(asked).not.toContain("/assets/map-1.js");
    expect(await textOf(await shelf.answer("/assets/map-1.js"))).toBe("map");
    await shelf.fetchLater();
    serve({});
    expect(await textOf(await shelf.answer("/assets/map-1.js"))).toBe("map");
    expect(await textOf(await shelf.answer("/assets/tiles-1.js"))).toBe("t");
  });

  it("takes new headers over for the same page, and never a page of another version", async () => {
    serve({ "/field/": "page 1", "/assets/app-1.js": "app 1" });
    const shelf = shelfOf({ version: "one" });
    await shelf.install();
    server.set("/field/", "page 2");
    await shelf.renew();
    expect(await textOf(await shelf.page())).toBe("page 1");
    const entries = caches.all.get("lingzhu-field-one")!;
    entries.set("/field/", new Response("page 2", { headers: { policy: "old" } }));
    await shelf.renew();
    expect((await shelf.page())!.headers.get("policy")).toBe("page 2");
  });
});
