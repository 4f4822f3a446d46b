/** Hands photographs to the worker, and does the work itself where there is none. */
import { processPhotograph, type Processed } from "./process.ts";

export interface Order {
  id: number;
  file: Blob;
  lines: readonly string[];
}
export type Answer = { id: number; done: Processed } | { id: number; fault: string };

interface Open extends Order {
  resolve: (done: Processed) => void;
  reject: (error: Error) => void;
}

const open = new Map<number, Open>();
let ids = 0;
/** Undefined until first needed; null when this browser has none or it did not start. */
let worker: Worker | null | undefined;

function startWorker(): Worker | null {
  if (typeof Worker !== "function" || typeof OffscreenCanvas !== "function") return null;
  try {
    const started = new Worker(new URL("./photograph-worker.ts", import.meta.url), { type: "module" });
    started.addEventListener("message", ({ data }: MessageEvent<Answer>) => {
      const order = open.get(data.id);
      open.delete(data.id);
      if ("done" in data) order?.resolve(data.done);
      else order?.reject(new Error(data.fault));
    });
    // It did not start, or broke: what it was given is done here instead.
    started.addEventListener("error", () => {
      worker = null;
      started.terminate();
      for (const { file, lines, resolve, reject } of open.values())
        processPhotograph(file, lines).then(resolve, reject);
      open.clear();
    });
    return started;
  } catch {
    return null;
  }
}

/** As {@link processPhotograph}, off the page's thread where the browser can. */
export function processOffThread(file: Blob, lines: readonly string[]): Promise<Processed> {
  worker ??= worker === undefined ? startWorker() : null;
  if (!worker) return processPhotograph(file, lines);
  const running = worker;
  return new Promise((resolve, reject) => {
    const id = ++ids;
    open.set(id, { id, file, lines, resolve, reject });
    running.postMessage({ id, file, lines } satisfies Order);
  });
}
