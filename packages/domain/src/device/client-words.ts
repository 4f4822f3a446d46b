/** Words for a browser in a list of sessions, from what it says of itself. Coarse on purpose. */

const systems: readonly [RegExp, string][] = [
  [/HarmonyOS|OpenHarmony/i, "鸿蒙"],
  [/Android/i, "安卓"],
  [/iPhone|iPad|iPod/i, "苹果手机"],
  [/Windows/i, "Windows"],
  [/Mac OS X|Macintosh/i, "Mac"],
  [/Linux|X11/i, "Linux"],
];
const browsers: readonly [RegExp, string][] = [
  [/MicroMessenger/i, "微信"],
  [/HuaweiBrowser/i, "华为浏览器"],
  [/MiuiBrowser/i, "小米浏览器"],
  [/Edg(e|A|iOS)?\//i, "Edge"],
  [/Firefox|FxiOS/i, "Firefox"],
  [/360SE|QIHU/i, "360 浏览器"],
  [/Chrome|CriOS|Chromium/i, "Chrome"],
  [/Safari/i, "Safari"],
];
const first = (table: readonly [RegExp, string][], text: string) =>
  table.find(([pattern]) => pattern.test(text))?.[1];

/** "Windows 上的 Edge"; "浏览器" when nothing is known. */
export function clientWords(userAgent: string): string {
  const system = first(systems, userAgent);
  const browser = first(browsers, userAgent);
  if (system && browser) return `${system} 上的 ${browser}`;
  return browser ?? system ?? "浏览器";
}

/** The model between the system's version and its build, as Android browsers say it; null when they do not. */
export function phoneModel(userAgent: string): string | null {
  const model = /Android [^;)]+; (?:zh-[a-z]{2}; |wv; )?([^;)]+?)(?: Build\/[^;)]*)?[;)]/i
    .exec(userAgent)?.[1]
    ?.trim();
  // Since 2023 Chromium says "K" for every phone.
  return !model || model === "K" || model === "Mobile" ? null : model.slice(0, 40);
}
