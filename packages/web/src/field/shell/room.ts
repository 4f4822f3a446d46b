/** How much room the phone's browser gives us, and when a person should hear about it. Pure. */

/** Bytes, as `navigator.storage.estimate()` says; both are the browser's guess. */
export interface Room {
  usage: number;
  quota: number;
}

export type RoomLevel = "enough" | "short" | "full";

const MB = 1_048_576;
/** A scaled photograph with its fact, rounded up. */
export const PHOTOGRAPH_BYTES = 400_000;
/** Below this a day's photographs may no longer fit: time for a word while there is still something to do about it. */
const SHORT_BYTES = 120 * MB;
/** Below this a photograph may fail at any moment. */
const FULL_BYTES = 10 * MB;

const freeOf = ({ usage, quota }: Room) => Math.max(0, quota - usage);

export function roomLevel(room: Room): RoomLevel {
  const free = freeOf(room);
  return free < FULL_BYTES ? "full" : free < SHORT_BYTES ? "short" : "enough";
}

/** Photographs that still fit, rounded down to what one would say. */
export function photographsLeft(room: Room): number {
  const count = Math.floor(freeOf(room) / PHOTOGRAPH_BYTES);
  return count >= 100 ? Math.floor(count / 50) * 50 : count >= 10 ? Math.floor(count / 10) * 10 : count;
}

/** 3.2 MB, 1.4 GB. */
export function sizeWords(bytes: number): string {
  if (bytes < MB) return `${Math.ceil(bytes / 1024)} KB`;
  if (bytes < 1024 * MB) return `${(bytes / MB).toFixed(bytes < 10 * MB ? 1 : 0)} MB`;
  return `${(bytes / 1024 / MB).toFixed(1)} GB`;
}

/** What is the matter and what to do; null while there is room. */
export function roomAdvice(room: Room): { title: string; detail: string } | null {
  const level = roomLevel(room);
  if (level === "enough") return null;
  const todo = "请连上网把照片发完，再删去手机里用不着的视频、照片和应用。已登记的都在，不会丢。";
  return level === "full"
    ? { title: "手机空间已满，照片可能存不上", detail: `登记仍可先做，不拍照片。${todo}` }
    : { title: `手机空间不多了，约还能存 ${photographsLeft(room)} 张照片`, detail: todo };
}

/** True for the browser's own words that there is no room left, however a library wraps them. */
export function isNoRoom(error: unknown): boolean {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; depth++) {
    if (cause.name === "QuotaExceededError") return true;
    const { inner } = cause as { inner?: unknown };
    cause = inner ?? cause.cause;
  }
  return false;
}
