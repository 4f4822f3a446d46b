/** How the page fits its holder: hand, text size, theme. Kept on this phone, apart from any account. */
import { useSyncExternalStore } from "react";

export interface Preferences {
  hand: "right" | "left";
  text: "normal" | "large";
  theme: "light" | "outdoor";
  /** Over what photographs may be sent. */
  upload: "any" | "wifi";
}
const KEY = "lingzhu-field-preferences";
const usual: Preferences = { hand: "right", text: "normal", theme: "light", upload: "any" };

/** Reads what is stored; anything unknown in it falls back to the usual. */
export function preferencesFrom(stored: string | null): Preferences {
  try {
    const { hand, text, theme, upload } = JSON.parse(stored ?? "{}") as Partial<
      Record<keyof Preferences, unknown>
    >;
    return {
      hand: hand === "left" ? "left" : usual.hand,
      text: text === "large" ? "large" : usual.text,
      theme: theme === "outdoor" ? "outdoor" : usual.theme,
      upload: upload === "wifi" ? "wifi" : usual.upload,
    };
  } catch {
    return usual;
  }
}

let current: Preferences = usual;
const listeners = new Set<() => void>();

function show(): void {
  const { dataset } = document.documentElement;
  dataset.hand = current.hand;
  dataset.text = current.text;
  dataset.theme = current.theme;
}

/** Before the first drawing, so that nothing jumps. */
export function applyPreferences(): void {
  current = preferencesFrom(localStorage.getItem(KEY));
  show();
}

export function prefer(change: Partial<Preferences>): void {
  current = { ...current, ...change };
  localStorage.setItem(KEY, JSON.stringify(current));
  show();
  for (const listener of listeners) listener();
}

export const preferencesNow = (): Preferences => current;
export const usePreferences = (): Preferences =>
  useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, preferencesNow);
