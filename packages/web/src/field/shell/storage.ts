/** The phone's store as the browser runs it: how full, and whether the browser promised not to clear it. */
import { useSyncExternalStore } from "react";
import type { FieldDatabase } from "../store/database.ts";
import { keepReserve, releaseReserve } from "./reserve.ts";
import { roomLevel, type Room, type RoomLevel } from "./room.ts";

export interface StorageState {
  /** Null until measured, and where the browser does not say. */
  room: Room | null;
  level: RoomLevel;
  /** The reserve is part of what is used. */
  reserved: boolean;
  /** Whether the browser keeps the store when it needs room itself; null where it does not say. */
  lasting: boolean | null;
}

let state: StorageState = { room: null, level: "enough", reserved: false, lasting: null };
let reserve: RoomLevel = "enough";
let asked = false;
const listeners = new Set<() => void>();
function become(change: Partial<StorageState>): void {
  const next = { ...state, ...change };
  state = { ...next, level: roomLevel(next.room, reserve) };
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

/** Puts the reserve aside, or finds that there is no room for it. Called at leisure, and when the queue is empty. */
export async function setReserveAside(db: FieldDatabase): Promise<void> {
  const kept = await keepReserve(db).catch(() => null);
  if (kept === null) return;
  become({ reserved: kept === "kept" });
  if (kept === "kept") reserve = "enough";
  // Once a record needed it, that it is missing is no news.
  else if (reserve === "enough") reserve = "short";
  await measureRoom();
}

/** A record does not fit: gives it the reserve's room. */
export async function spendReserve(db: FieldDatabase): Promise<void> {
  await releaseReserve(db);
  reserve = "full";
  become({ reserved: false });
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
