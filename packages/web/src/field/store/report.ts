/** Tells the office how much of a person is still on this phone, some seconds after it has last changed. */
import { z } from "zod";
import { put } from "../../shared/api/index.ts";

const AFTER_MS = 10_000;

/** Gives back how to call it off. A report that does not get through is made up for by the next. */
export function reportUnsent(unsent: number): () => void {
  const timer = setTimeout(
    () => void put("/api/device/report", { unsent }, z.unknown()).catch(() => undefined),
    AFTER_MS,
  );
  return () => clearTimeout(timer);
}
