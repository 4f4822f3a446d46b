/**
 * Weak-password rule: length first (NIST SP 800-63B §5.1.1), then refusal of the obvious.
 * The server also refuses what stands in published breaches, whose list is too long for a page.
 */
const OBVIOUS = [
  "password",
  "12345678",
  "123456789",
  "1234567890",
  "qwertyuiop",
  "admin123456",
  "lingzhu",
  "零株",
  "jinduban",
  "88888888",
  "66666666",
];

/** A reason in Chinese why the password must be refused, or null when it is acceptable. */
export function weakPassword(password: string, about: { login: string; name: string }): string | null {
  const lower = password.toLowerCase();
  if ([...password].length < 10) return "密码至少要 10 个字符";
  if (new Set(lower).size < 5) return "密码重复的字符太多";
  if (about.login.length >= 3 && lower.includes(about.login.toLowerCase())) return "密码里含有账号";
  if (about.name.length >= 2 && password.includes(about.name)) return "密码里含有姓名";
  if (OBVIOUS.some((word) => lower === word || lower.replace(/\d+$/, "") === word))
    return "这是常见密码，容易被猜到";
  if (/^(\d)+$/.test(password) && isRun(password)) return "这是连续数字，容易被猜到";
  return null;
}

function isRun(digits: string): boolean {
  const steps = new Set(
    [...digits].slice(1).map((digit, i) => (Number(digit) - Number(digits[i]) + 10) % 10),
  );
  return steps.size === 1;
}
