/** Scales and marks photographs beside the page, so that the page stays quick while it happens. */
import { processPhotograph } from "./process.ts";
import type { Answer, Order } from "./off-thread.ts";

self.addEventListener("message", ({ data }: MessageEvent<Order>) => {
  const { id, file, lines } = data;
  processPhotograph(file, lines).then(
    (done) => answer({ id, done }, [done.bytes]),
    (error: unknown) => answer({ id, fault: error instanceof Error ? error.message : String(error) }, []),
  );
});

const answer = (answer: Answer, transfer: Transferable[]) => self.postMessage(answer, { transfer });
