/** Where the person is: the path below /field, kept in the browser's history so that Back always works. */
import { useSyncExternalStore } from "react";
import { lookFrom, putLook, type ZoneLook } from "../zone/look.ts";

export type Screen =
  | { name: "today" }
  | { name: "zone"; zoneId: string; placeId: string | null; corrects: string | null; look?: ZoneLook }
  /** A household or plot by its QR code, whichever zone it is in. */
  | { name: "code"; placeId: string }
  | { name: "scan" }
  | { name: "found"; placeId: string | null; zoneId: string | null }
  | { name: "guide" }
  | { name: "marker" }
  | { name: "finding"; findingId: string }
  | { name: "me" }
  | { name: "tracks" }
  | { name: "visits" }
  | { name: "record"; form: RecordForm; placeId: string | null; zoneId: string | null };

/** Forms for what is neither a visit nor a finding. */
export const recordForms = ["notices", "commitment", "publicity", "seed-handover", "place-addition"] as const;
export type RecordForm = (typeof recordForms)[number];

const ROOT = "/field";

const plain = ["guide", "marker", "scan", "me", "tracks", "visits"] as const;
const isPlain = (head: string | undefined): head is (typeof plain)[number] =>
  (plain as readonly (string | undefined)[]).includes(head);
const isForm = (form: string | undefined): form is RecordForm =>
  (recordForms as readonly (string | undefined)[]).includes(form);

/** The screen that a path names; an unknown path is today. */
export function screenOf(path: string, search = ""): Screen {
  const parts = path.replace(ROOT, "").split("/").filter(Boolean).map(decodeURIComponent);
  const query = new URLSearchParams(search);
  const [head, id, sub, subId] = parts;
  if (head === "zones" && id) {
    const look = lookFrom(query);
    return {
      name: "zone",
      zoneId: id,
      placeId: sub === "places" ? (subId ?? null) : null,
      corrects: query.get("corrects"),
      ...(look ? { look } : {}),
    };
  }
  if (head === "q" && id) return { name: "code", placeId: id };
  if (head === "found") return { name: "found", placeId: query.get("place"), zoneId: query.get("zone") };
  if (head === "record" && isForm(id))
    return { name: "record", form: id, placeId: query.get("place"), zoneId: query.get("zone") };
  if (head === "findings" && id) return { name: "finding", findingId: id };
  if (isPlain(head)) return { name: head };
  return { name: "today" };
}

/** The address of a screen; `screenOf` reads it back. */
export function pathOf(screen: Screen): string {
  const query = new URLSearchParams();
  const withQuery = (path: string) =>
    query.toString() !== "" ? `${ROOT}${path}?${query}` : `${ROOT}${path}`;
  switch (screen.name) {
    case "today":
      return `${ROOT}/`;
    case "zone":
      if (screen.corrects) query.set("corrects", screen.corrects);
      putLook(query, screen.look);
      return withQuery(`/zones/${screen.zoneId}${screen.placeId ? `/places/${screen.placeId}` : ""}`);
    case "code":
      return `${ROOT}/q/${screen.placeId}`;
    case "found":
    case "record":
      if (screen.placeId) query.set("place", screen.placeId);
      if (screen.zoneId) query.set("zone", screen.zoneId);
      return withQuery(screen.name === "found" ? "/found" : `/record/${screen.form}`);
    case "finding":
      return `${ROOT}/findings/${screen.findingId}`;
    default:
      return `${ROOT}/${screen.name}`;
  }
}

const listeners = new Set<() => void>();
const tell = () => {
  for (const listener of listeners) listener();
};

export function goTo(screen: Screen, how: "push" | "replace" = "push"): void {
  const depth = (history.state as { depth?: number } | null)?.depth ?? 0;
  const path = pathOf(screen);
  if (how === "push") history.pushState({ depth: depth + 1 }, "", path);
  else history.replaceState({ depth }, "", path);
  if (how === "push" && screen.name !== "zone") window.scrollTo(0, 0);
  tell();
}

/** One step back, or to `otherwise` when this page was opened from outside; resolves when there. */
export function goBack(otherwise: Screen): Promise<void> {
  if (((history.state as { depth?: number } | null)?.depth ?? 0) === 0) {
    goTo(otherwise, "replace");
    return Promise.resolve();
  }
  return new Promise((resolve) => {
    window.addEventListener("popstate", () => resolve(), { once: true });
    history.back();
  });
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("popstate", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("popstate", listener);
  };
}

/** A place of a zone, or the zone itself, looked at as it is now: same filter, same words, list or map. */
export function inZone(
  zoneId: string,
  placeId: string | null = null,
  corrects: string | null = null,
): Screen {
  const now = screenOf(location.pathname, location.search);
  const look = now.name === "zone" && now.zoneId === zoneId ? now.look : undefined;
  return { name: "zone", zoneId, placeId, corrects, ...(look ? { look } : {}) };
}

export function useScreen(): Screen {
  const address = useSyncExternalStore(subscribe, () => location.pathname + location.search);
  const [path = "", search = ""] = address.split("?");
  return screenOf(path, search);
}
