/** How much room the phone's browser gives us, and when a person should hear about it. Pure. */

/** Bytes, as `navigator.storage.estimate()` says: a guess, and with some browsers an invention on the generous side. */
export interface Room {
  usage: number;
  quota: number;
}

/** enough. short: a day's photographs may no longer fit. full: a record has already had to use the reserve. */
export type RoomLevel = "enough" | "short" | "full";

const MB = 1_048_576;
/** Below this the browser's own guess is reason for a word. */
const SHORT_BYTES = 120 * MB;
const FULL_BYTES = 10 * MB;

/** The worse of what the browser says and of what became of the reserve. */
export function roomLevel(room: Room | null, reserve: RoomLevel): RoomLevel {
  const free = room ? Math.max(0, room.quota - room.usage) : Infinity;
  if (free < FULL_BYTES || reserve === "full") return "full";
  return free < SHORT_BYTES || reserve === "short" ? "short" : "enough";
}

/** 3.2 MB, 1.4 GB. */
export function sizeWords(bytes: number): string {
  if (bytes < MB) return `${Math.ceil(bytes / 1024)} KB`;
  if (bytes < 1024 * MB) return `${(bytes / MB).toFixed(bytes < 10 * MB ? 1 : 0)} MB`;
  return `${(bytes / 1024 / MB).toFixed(1)} GB`;
}

/** What is the matter and what to do; null while there is room. */
export function roomAdvice(level: RoomLevel): { title: string; detail: string } | null {
  if (level === "enough") return null;
  const todo = "请连上网把照片发完，再删去手机里用不着的视频、照片和应用。已登记的都在，不会丢。";
  return level === "full"
    ? { title: "手机空间已满，照片可能存不上", detail: `可以先登记，暂不拍照。${todo}` }
    : { title: "手机空间不多了，照片可能快存不下", detail: todo };
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
