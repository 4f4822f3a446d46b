/** Cell values of a worksheet as the text that a person sees in the cell, without a float's noise. */

export interface CellStyles {
  /** For each cell format index: true when it shows a date or time. */
  isDate: readonly boolean[];
  /** Days are counted from 1904 instead of 1900. */
  date1904: boolean;
}

/** Number formats of ECMA-376 §18.8.30 that show dates; 27–36 and 50–58 are those of Chinese editions. */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code !== undefined) {
    const shown = code.replace(/"[^"]*"|\\.|\[[^\]]*\]/g, "");
    return /[ymdhs年月日]/i.test(shown) && !/general|[#0?]/i.test(shown.replace(/ss\.0+|s\.0+/gi, ""));
  }
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
}

/**
 * "502", "502.0" and "5.02E2" → "502"; "13812345678" and "1.3812345678E10" → "13812345678".
 * A fraction keeps at most 15 significant digits, as spreadsheets do: "116.98000000000002" → "116.98".
 */
export function numberText(raw: string): string {
  if (/^-?\d{1,15}$/.test(raw)) return raw;
  const value = Number(raw);
  if (!Number.isFinite(value)) return raw;
  if (Number.isInteger(value) && Math.abs(value) < 1e21) return value.toFixed(0);
  return String(Number(value.toPrecision(15)));
}

/** A serial day number as ISO date, with the time when there is one. */
export function dateText(raw: string, date1904: boolean): string {
  const serial = Number(raw);
  if (!Number.isFinite(serial) || serial < 0 || serial > 2_958_466) return numberText(raw);
  // The 1900 system believes in a 29 February 1900, which is why its day zero is 30 December 1899.
  const epoch = date1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
  const iso = new Date(epoch + Math.round(serial * 86_400) * 1000).toISOString();
  if (serial < 1) return iso.slice(11, 16);
  return serial % 1 === 0 ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${iso.slice(11, 16)}`;
}

/** "_x000D_" and its kind are how spreadsheets write control characters in text. */
export function unescapeText(text: string): string {
  return text.includes("_x")
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_all, code: string) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      )
    : text;
}

/** Column number from a cell reference, "C12" → 2; -1 when there is none. */
export function columnOfReference(reference: string | undefined): number {
  if (reference === undefined) return -1;
  let column = 0;
  for (let i = 0; i < reference.length; i++) {
    const code = reference.charCodeAt(i);
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
  }
  return column - 1;
}

/** A merged block, zero-based columns and one-based rows, both ends included. */
export interface Merge {
  fromRow: number;
  toRow: number;
  fromColumn: number;
  toColumn: number;
}

export function mergeOfReference(reference: string): Merge | null {
  const parts = /^([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})$/.exec(reference);
  if (!parts) return null;
  return {
    fromRow: Number(parts[2]),
    toRow: Number(parts[4]),
    fromColumn: columnOfReference(parts[1]),
    toColumn: columnOfReference(parts[3]),
  };
}
