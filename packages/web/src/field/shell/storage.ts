/** The phone's store as the browser runs it: how full, and whether the browser promised not to clear it. */
import { useSyncExternalStore } from "react";
import { roomLevel, type Room } from "./room.ts";

export interface StorageState {
  /** Null until measured, and where the browser does not say. */
  room: Room | null;
  /** Whether the browser keeps the store when it needs room itself; null where it does not say. */
  lasting: boolean | null;
}

let state: StorageState = { room: null, lasting: null };
let asked = false;
const listeners = new Set<() => void>();
function become(change: Partial<StorageState>): void {
  state = { ...state, ...change };
  for (const listener of listeners) listener();
}
const manager = () => (navigator as { storage?: StorageManager }).storage;

/** Measures the room; also after something was stored or let go. */
export async function measureRoom(): Promise<void> {
  const { usage, quota } =
    (await manager()
      ?.estimate?.()
      .catch(() => ({}) as StorageEstimate)) ?? {};
  if (usage !== undefined && quota !== undefined) become({ room: { usage, quota } });
}

/**
 * Asks the browser to keep the store. Called when the first record has just been made: then the person sees what the
 * question is about where the browser asks one, and a browser that decides by use has seen some.
 */
export async function askToKeep(): Promise<void> {
  if (asked) return;
  asked = true;
  const storage = manager();
  if (!storage?.persisted) return;
  const lasting = (await storage.persisted()) || (await storage.persist().catch(() => false));
  become({ lasting });
}

/** Whether it was promised before, without asking. */
export async function learnStorage(): Promise<void> {
  const lasting = await manager()?.persisted?.();
  if (lasting !== undefined) become({ lasting });
  await measureRoom();
}

export const useStorage = (): StorageState =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => state,
  );

/** True while a person should do something about the room. */
export const isRoomShort = ({ room }: StorageState): boolean => room !== null && roomLevel(room) !== "enough";
