/** Where the person is: the path below /field, kept in the browser's history so that Back always works. */
import { useSyncExternalStore } from "react";

export type Screen =
  | { name: "today" }
  | { name: "zone"; zoneId: string; placeId: string | null; corrects: string | null }
  | { name: "found"; placeId: string | null; zoneId: string | null }
  | { name: "guide" }
  | { name: "marker" }
  | { name: "finding"; findingId: string }
  | { name: "me" };

const ROOT = "/field";

/** The screen that a path names; an unknown path is today. */
export function screenOf(path: string, search = ""): Screen {
  const parts = path.replace(ROOT, "").split("/").filter(Boolean).map(decodeURIComponent);
  const query = new URLSearchParams(search);
  const [head, id, sub, subId] = parts;
  if (head === "zones" && id)
    return {
      name: "zone",
      zoneId: id,
      placeId: sub === "places" ? (subId ?? null) : null,
      corrects: query.get("corrects"),
    };
  if (head === "found") return { name: "found", placeId: query.get("place"), zoneId: query.get("zone") };
  if (head === "guide" || head === "marker") return { name: head };
  if (head === "findings" && id) return { name: "finding", findingId: id };
  if (head === "me") return { name: "me" };
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
      return withQuery(`/zones/${screen.zoneId}${screen.placeId ? `/places/${screen.placeId}` : ""}`);
    case "found":
      if (screen.placeId) query.set("place", screen.placeId);
      if (screen.zoneId) query.set("zone", screen.zoneId);
      return withQuery("/found");
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

/** One step back, or to `otherwise` when this page was opened from outside. */
export function goBack(otherwise: Screen): void {
  if (((history.state as { depth?: number } | null)?.depth ?? 0) > 0) history.back();
  else goTo(otherwise, "replace");
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("popstate", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("popstate", listener);
  };
}

export function useScreen(): Screen {
  const address = useSyncExternalStore(subscribe, () => location.pathname + location.search);
  const [path = "", search = ""] = address.split("?");
  return screenOf(path, search);
}
