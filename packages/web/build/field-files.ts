/**
 * Which built files the field app is made of: those that its first page loads, those that must be on the phone before
 * the signal goes, and the heavy ones (the map) that come later. Pure, over the bundle as the bundler describes it.
 */

/** What is needed of a file of the bundle. */
export interface BuiltFile {
  fileName: string;
  /** Source of a script; empty for other files. */
  code: string;
  imports: readonly string[];
  dynamicImports: readonly string[];
  css: readonly string[];
}

export interface FieldFiles {
  /** Loaded before the first screen is drawn. */
  first: string[];
  /** On the phone as soon as the service worker is installed; the first ones are among them. */
  precache: string[];
  /** Fetched when the map is first opened, or ahead of it when nobody pays for the traffic. */
  later: string[];
}

/** `isHeavy` marks the files whose presence makes a lazily loaded part wait. Throws when the entry is not there. */
export function fieldFiles(
  files: ReadonlyMap<string, BuiltFile>,
  entry: string,
  isHeavy: (fileName: string) => boolean,
): FieldFiles {
  const fileOf = (name: string) => {
    const file = files.get(name);
    if (!file) throw new Error(`the bundle has no ${name}`);
    return file;
  };
  /** Everything that is loaded together with `start`, without what it loads lazily. */
  const together = (start: string): Set<string> => {
    const found = new Set<string>();
    const visit = (name: string) => {
      if (found.has(name)) return;
      found.add(name);
      const { imports, css } = fileOf(name);
      for (const next of [...imports, ...css]) visit(next);
    };
    visit(start);
    return found;
  };
  const first = together(entry);
  const precache = new Set<string>();
  const later = new Set<string>();
  const seen = new Set<string>();
  const take = (start: string, into: Set<string>) => {
    const part = together(start);
    const target = [...part].some(isHeavy) ? later : into;
    for (const name of part) {
      target.add(name);
      if (seen.has(name)) continue;
      seen.add(name);
      const { code, dynamicImports } = fileOf(name);
      for (const lazy of dynamicImports) take(lazy, target);
      // Workers and pictures are named in the code, not imported.
      for (const other of files.keys())
        if (!seen.has(other) && code.includes(baseName(other))) take(other, target);
    }
  };
  take(entry, precache);
  const sorted = (names: Iterable<string>) => [...names].sort();
  return {
    first: sorted(first),
    precache: sorted(precache),
    later: sorted([...later].filter((name) => !precache.has(name))),
  };
}

const baseName = (path: string) => path.slice(path.lastIndexOf("/") + 1);
