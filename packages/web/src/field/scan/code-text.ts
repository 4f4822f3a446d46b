/** What a QR code of ours says. Pure. */
import type { Screen } from "../frame/navigation.ts";

const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const OF_PLACE = new RegExp(`/field/q/(${UUID})/?$`, "i");
const OF_ZONE = new RegExp(`/field/zones/(${UUID})/?$`, "i");

/**
 * The screen that a code opens: a door card or notice names a place, a zone sheet a zone. The host is not asked: cards
 * printed when the server had another address still work. Null for codes that are not ours.
 */
export function screenOfCode(text: string): Screen | null {
  let path: string;
  try {
    path = new URL(text.trim()).pathname;
  } catch {
    return null;
  }
  const place = OF_PLACE.exec(path)?.[1];
  if (place) return { name: "code", placeId: place.toLowerCase() };
  const zone = OF_ZONE.exec(path)?.[1];
  return zone ? { name: "zone", zoneId: zone.toLowerCase(), placeId: null, corrects: null } : null;
}
