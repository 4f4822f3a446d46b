/** This browser on this phone: a lasting id of its own, and new ids for facts. */
import { idSource, type NewId } from "@lingzhu/domain/kernel";
import type { FieldDatabase } from "./database.ts";
import { keep, keptValue } from "./kept.ts";
import { timeNow } from "../../shared/clock/house-time.ts";

/** `crypto.randomUUID` is missing on plain HTTP; `getRandomValues` is not. */
export const newId: NewId = idSource(timeNow, (length) => crypto.getRandomValues(new Uint8Array(length)));

const KEY = "device";
/** Made once and kept with the database; it says nothing about the person or the phone. */
export async function deviceIdOf(db: FieldDatabase): Promise<string> {
  const known = await keptValue<string>(db, KEY);
  if (known !== null) return known;
  const made = newId();
  await keep(db, KEY, made);
  return made;
}
