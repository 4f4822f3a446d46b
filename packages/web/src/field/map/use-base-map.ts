import { useEffect, useState } from "react";
import { useField } from "../frame/field-context.ts";
import { useKept } from "../store/kept.ts";
import { fetchBaseMap, openBaseMap, type OpenBaseMap } from "./base-map.ts";
import type { Extent } from "./map-features.ts";

export interface BaseMapOnPhone {
  /** Null without a file, or while it cannot be opened: the map is then drawn on plain paper. */
  base: OpenBaseMap | null;
  /** False until it is known whether there is one, so that the map is made once. */
  ready: boolean;
}

/** The street's map file, if the office has uploaded one; what the zone needs of it is kept on the phone. */
export function useBaseMap(extent: Extent | null): BaseMapOnPhone {
  const { db, session } = useField();
  const answer = useKept(db, `${session.person.id}/base-map`, fetchBaseMap);
  const [opened, setOpened] = useState<{ id: string; base: OpenBaseMap | null } | null>(null);
  const file = answer.value?.file ?? null;

  useEffect(() => {
    if (!file) return;
    let here = true;
    openBaseMap(file).then(
      (base) => here && setOpened({ id: file.id, base }),
      // No signal and nothing kept yet: marks on paper do.
      () => here && setOpened({ id: file.id, base: null }),
    );
    return () => {
      here = false;
    };
  }, [file]);

  const base = file && opened?.id === file.id ? opened.base : null;
  const wanted = extent?.join();
  useEffect(() => {
    if (!base || !wanted) return;
    const leaving = new AbortController();
    // Whatever does not come now comes when the map is next opened with signal.
    base.keepZone(wanted.split(",").map(Number) as Extent, leaving.signal).catch(() => undefined);
    return () => leaving.abort();
  }, [base, wanted]);

  return { base, ready: file ? opened?.id === file.id : answer.value !== null || !answer.loading };
}
