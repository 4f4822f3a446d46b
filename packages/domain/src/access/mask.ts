/** Masks of personal fields, shown by default (interface.md, behaviour). */

/** 王＊ for 王某, 欧阳＊ is not attempted: the first character stays, the rest is one mark each. */
export function maskName(name: string): string {
  const [first, ...rest] = [...name.trim()];
  return first === undefined ? "" : first + "＊".repeat(Math.max(1, rest.length));
}
/** 138＊＊＊＊5621; shorter numbers keep their last two digits. */
export function maskPhone(phone: string): string {
  const digits = phone.trim();
  if (digits.length >= 11) return `${digits.slice(0, 3)}${"＊".repeat(digits.length - 7)}${digits.slice(-4)}`;
  return "＊".repeat(Math.max(0, digits.length - 2)) + digits.slice(-2);
}
