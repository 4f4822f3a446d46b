import { readFileSync } from "node:fs";
import { brotliDecompressSync } from "node:zlib";
import { streetName, type Division, type DivisionIndex } from "@lingzhu/domain/place";

/** What tools/extract-divisions.mjs wrote as one capital letter at the end of a name. */
const ENDINGS: Record<string, string> = {
  A: "社区居民委员会",
  B: "社区居委会",
  C: "居民委员会",
  D: "居委会",
  E: "村民委员会",
  F: "村委会",
};

const assets = new URL("../../assets/divisions/", import.meta.url);

function unpack(file: string): string {
  return brotliDecompressSync(readFileSync(new URL(file, assets))).toString("utf8");
}

let shared: NationalDivisions | null = null;

/** The look-ups of the rules, and the search of a person who sets a street up. */
export interface NationalDivisions extends DivisionIndex {
  /**
   * Streets that somebody may mean who typed these words of their name or region, `西关` or `埇桥区 西关`: equal names
   * first, then names that begin so, each in order of code; at most `limit`.
   */
  streetsLike(words: string, limit: number): readonly Division[];
}

/**
 * The national codes shipped with the server (see assets/divisions/NOTICE.md). Nothing is read before the
 * first question; streets are unpacked whole (41,000 names), communities one province at a time.
 */
export function loadDivisions(): NationalDivisions {
  shared ??= openDivisions();
  return shared;
}

function openDivisions(): NationalDivisions {
  let names: Map<string, string> | null = null;
  let byName: Map<string, Division[]> | null = null;
  const provinces = new Map<string, Map<string, string>>();
  const communities = new Map<string, Division[]>();

  /** Code → name of provinces, cities, districts and streets, in order of code. */
  function nameOf(code: string): string | undefined {
    names ??= new Map(
      unpack("streets.txt.br")
        .split("\n")
        .map((line): [string, string] => {
          const space = line.indexOf(" ");
          return [line.slice(0, space), line.slice(space + 1)];
        }),
    );
    return names.get(code);
  }

  function streetsByName(): Map<string, Division[]> {
    if (byName) return byName;
    nameOf("");
    byName = new Map();
    for (const [code, name] of names!) {
      if (code.length !== 9) continue;
      const key = streetName(name);
      const same = byName.get(key);
      if (same) same.push({ code, name });
      else byName.set(key, [{ code, name }]);
    }
    return byName;
  }

  const regions = new Map<string, string>();
  /** Province, city and district of a street in one word. */
  function regionOf(code: string): string {
    const district = code.slice(0, 6);
    let region = regions.get(district);
    if (region === undefined) {
      region = [2, 4, 6].map((length) => nameOf(code.slice(0, length)) ?? "").join("");
      regions.set(district, region);
    }
    return region;
  }

  function streetsLike(words: string, limit: number): Division[] {
    const asked = words.split(/\s+/).filter((word) => word !== "");
    const name = streetName(asked.at(-1) ?? "");
    if (name === "") return [];
    nameOf("");
    const ranked: Division[][] = [[], [], []];
    for (const [code, full] of names!) {
      if (code.length !== 9) continue;
      const short = streetName(full);
      const rank = short === name ? 0 : short.startsWith(name) ? 1 : 2;
      // A region is looked up only where the name alone does not tell.
      if (rank < 2 && asked.length === 1) ranked[rank]!.push({ code, name: full });
      else if (asked.every((word) => (regionOf(code) + short).includes(streetName(word))))
        ranked[rank]!.push({ code, name: full });
    }
    return ranked.flat().slice(0, limit);
  }

  /** Street code → its undecoded line of communities. */
  function linesOf(province: string): Map<string, string> {
    let lines = provinces.get(province);
    if (!lines) {
      lines = new Map();
      if (nameOf(province) !== undefined) {
        for (const line of unpack(`communities-${province}.txt.br`).split("\n"))
          lines.set(line.slice(0, 9), line);
      }
      provinces.set(province, lines);
    }
    return lines;
  }

  return {
    streetsNamed: (name) => streetsByName().get(streetName(name)) ?? [],
    streetsLike,
    street(code) {
      const short = streetCode(code);
      const name = short === null ? undefined : nameOf(short);
      return short === null || name === undefined ? null : { code: short, name };
    },
    communitiesOf(code) {
      const short = streetCode(code);
      if (short === null) return [];
      let found = communities.get(short);
      if (!found) {
        found = decode(linesOf(short.slice(0, 2)).get(short));
        communities.set(short, found);
      }
      return found;
    },
    ancestorsOf(code) {
      return [2, 4, 6].flatMap((length) => {
        const above = code.slice(0, length);
        const name = code.length > length ? nameOf(above) : undefined;
        return name === undefined ? [] : [{ code: above, name }];
      });
    },
  };
}

function streetCode(code: string): string | null {
  return /^\d{9}(000)?$/.test(code) ? code.slice(0, 9) : null;
}

function decode(line: string | undefined): Division[] {
  if (line === undefined) return [];
  const [street, ...items] = line.split("\t");
  let number = 0;
  return items.map((item) => {
    const step = /^\d*/.exec(item)![0];
    number += step === "" ? 1 : Number(step);
    let name = item.slice(step.length);
    if (name.startsWith("=")) name = name.slice(1);
    else name = name.replace(/[A-F]$/, (letter) => ENDINGS[letter]!);
    return { code: `${street}${String(number).padStart(3, "0")}`, name };
  });
}
