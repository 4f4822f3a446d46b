/** The six digits that open a phone's records without signal. */

export const PIN_LENGTH = 6;
/** Without a touch for this long, the phone asks for the digits again. */
export const LOCK_AFTER_MS = 10 * 60_000;

const FREE_TRIES = 3;
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 60 * 60_000;

/** Why these digits must be refused, in Chinese; null when they are acceptable. */
export function weakPin(pin: string): string | null {
  if (!/^\d{6}$/.test(pin)) return "请输入 6 位数字";
  const digits = [...pin].map(Number);
  const steps = new Set(digits.slice(1).map((digit, i) => (digit - digits[i]! + 10) % 10));
  if (steps.size === 1)
    return digits[0] === digits[1] ? "六个数字都一样，太容易被猜到" : "这是连续数字，太容易被猜到";
  if (new Set(digits).size < 3) return "只用了两个数字，太容易被猜到";
  if (pin.slice(0, 3) === pin.slice(3)) return "前后三位重复，太容易被猜到";
  if (pin.slice(0, 2) === pin.slice(2, 4) && pin.slice(2, 4) === pin.slice(4))
    return "两位数字重复，太容易被猜到";
  if (isDate(pin)) return "看起来是日期，生日容易被猜到";
  return null;
}

/** 900514 or 199005: years of people at work, or a day of this century. */
function isDate(pin: string): boolean {
  const [year, month, day] = [pin.slice(0, 2), pin.slice(2, 4), pin.slice(4)].map(Number) as [
    number,
    number,
    number,
  ];
  const isMonth = (n: number) => n >= 1 && n <= 12;
  if (isMonth(month) && day >= 1 && day <= 31 && (year >= 40 || year <= 30)) return true;
  return /^(19|20)\d\d/.test(pin) && isMonth(day);
}

/** Milliseconds to wait after this many wrong tries in a row: three are free, then half a minute, doubling to an hour. */
export function pinWait(wrongTries: number): number {
  if (wrongTries < FREE_TRIES) return 0;
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (wrongTries - FREE_TRIES));
}
