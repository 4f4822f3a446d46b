/**
 * The street's map file on the phone. Tiles are asked for by byte range and each range that came is kept, so that what
 * was fetched for a zone is there without signal. Ranges lie in a browser cache of their own, apart from records.
 */
import { addProtocol } from "maplibre-gl";
import { PMTiles, type RangeResponse, type Source } from "pmtiles";
import { BaseMapAnswer, type BaseMapFile } from "@lingzhu/domain/place";
import { get, getPart } from "../../shared/api/index.ts";
import type { VectorLayer } from "./base-style.ts";
import type { Extent } from "./map-features.ts";
import { tilesOf } from "./tile-range.ts";

const CACHE = "lingzhu-base-map";
/** A zone's tiles: at some ten kilobytes each a few megabytes. */
const MOST_TILES = 500;
const SCHEME = "street-map";

export const fetchBaseMap = () => get("/api/map/file", BaseMapAnswer);

/** Ranges of one file, from the phone if they are there, else from the server. */
class KeptRanges implements Source {
  readonly #url: string;
  /** Neighbouring tiles often lie in one range: it is asked for once. */
  readonly #coming = new Map<string, Promise<ArrayBuffer>>();
  constructor(id: string) {
    this.#url = `/api/map/file/${id}`;
  }
  getKey = () => this.#url;

  async getBytes(offset: number, length: number): Promise<RangeResponse> {
    const key = `${this.#url}?part=${offset}-${length}`;
    let coming = this.#coming.get(key);
    if (!coming) {
      coming = this.#fetch(key, offset, length).finally(() => this.#coming.delete(key));
      this.#coming.set(key, coming);
    }
    return { data: await coming };
  }

  async #fetch(key: string, offset: number, length: number): Promise<ArrayBuffer> {
    // Without a secure context there is no cache; the map then needs signal.
    const cache = "caches" in globalThis ? await caches.open(CACHE) : null;
    const kept = await cache?.match(key);
    if (kept) return kept.arrayBuffer();
    const data = await getPart(this.#url, offset, offset + length - 1);
    await cache?.put(key, new Response(data.slice(0)));
    return data;
  }
}

export interface OpenBaseMap {
  file: BaseMapFile;
  /** Names of what a vector file holds; empty for pictures. */
  layers: VectorLayer[];
  /** The address that the map's style names. */
  tiles: string;
  /** Fetches what a zone needs, so that it is there without signal. Gives how many tiles are kept. */
  keepZone(extent: Extent, signal: AbortSignal): Promise<number>;
}

const archives = new Map<string, PMTiles>();
let announced = false;
function announce(): void {
  if (announced) return;
  announced = true;
  addProtocol(SCHEME, async ({ url }) => {
    const [id = "", z, x, y] = url.slice(SCHEME.length + 3).split("/");
    const tile = await archives.get(id)?.getZxy(Number(z), Number(x), Number(y));
    return { data: tile?.data ?? new ArrayBuffer(0) };
  });
}

/** Opens the file for drawing. Throws without signal when not even its directory has been kept. */
export async function openBaseMap(file: BaseMapFile): Promise<OpenBaseMap> {
  announce();
  let archive = archives.get(file.id);
  if (!archive) archives.set(file.id, (archive = new PMTiles(new KeptRanges(file.id))));
  const { vector_layers: named = [] } = (file.tiles === "mvt" ? await archive.getMetadata() : {}) as {
    vector_layers?: VectorLayer[];
  };
  await forgetOthers(file.id);
  const opened = archive;
  return {
    file,
    layers: named,
    tiles: `${SCHEME}://${file.id}/{z}/{x}/{y}`,
    async keepZone(extent, signal) {
      const tiles = tilesOf(extent, file.minZoom, file.maxZoom, MOST_TILES);
      let kept = 0;
      for (const { z, x, y } of tiles) {
        if (signal.aborted) break;
        await opened.getZxy(z, x, y);
        kept++;
      }
      return kept;
    },
  };
}

/** A file that was replaced is of no more use. */
async function forgetOthers(id: string): Promise<void> {
  if (!("caches" in globalThis)) return;
  const cache = await caches.open(CACHE);
  for (const request of await cache.keys())
    if (!new URL(request.url).pathname.endsWith(id)) await cache.delete(request);
}
