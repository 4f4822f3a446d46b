/** 门牌码: the cards of a zone, one a household, in walking order. Pure. */
import type { FieldPlace } from "@lingzhu/domain/patrol";
import { encodeQR } from "qr";

export interface DoorCard {
  id: string;
  /** Compound and building. */
  group: string;
  /** 2单元 301 */
  door: string;
  /** What the code opens. */
  link: string;
}

/** Cards of the households of one building, or of all with null. `origin`: where phones reach this server. */
export const cardsOf = (places: readonly FieldPlace[], group: string | null, origin: string): DoorCard[] =>
  places
    .filter((place) => place.kind === "household" && (group === null || place.group === group))
    .map(({ id, group, unit, name }) => ({
      id,
      group,
      door: [unit, name].filter(Boolean).join(" "),
      link: `${origin}/field/q/${id}`,
    }));

/** Buildings that have households, in walking order. */
export const groupsWithDoors = (places: readonly FieldPlace[]): string[] => [
  ...new Set(places.filter(({ kind }) => kind === "household").map(({ group }) => group)),
];

/** The modules of a QR code (ISO/IEC 18004, a quarter may be dirty) as one path, quiet zone of four included. */
export function codePath(text: string): { path: string; side: number } {
  const rows = encodeQR(text, "raw", { ecc: "quartile", border: 4 });
  let path = "";
  for (const [y, row] of rows.entries())
    for (const [x, dark] of row.entries()) if (dark) path += `M${x} ${y}h1v1h-1z`;
  return { path, side: rows.length };
}
