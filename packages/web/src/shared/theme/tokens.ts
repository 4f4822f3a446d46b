/**
 * Colours by meaning (interface.md, meaning of colour). One source for the antd theme, plain CSS and map paint.
 * A state is never told by colour alone: draw it with `StateMark`, its pattern, or its word.
 *
 * `fill` is for areas, `line` for outlines and marks (at least 3:1 on `surface`), `ink` for words (at least 4.5:1 on
 * `surface` and `paper`). A test holds these ratios.
 */
export interface Tone {
  fill: string;
  line: string;
  ink: string;
}

export const states = {
  /** 未查: warm grey with a diagonal hatch. */
  unseen: { fill: "#e9e4da", line: "#8f8676", ink: "#665f52" },
  /** 已查: bamboo green. */
  seen: { fill: "#b5d3a5", line: "#5b8a48", ink: "#3b6429" },
  /** A second look by another team: darker, with a double ring. */
  seenTwice: { fill: "#6f9f5a", line: "#3b6429", ink: "#2d5020" },
  /** 待复访: amber with a clock. */
  noOneIn: { fill: "#f4d58d", line: "#b27a0b", ink: "#825800" },
  /** 拒绝、不可达: slate, barred. */
  blocked: { fill: "#bcc5cf", line: "#647388", ink: "#465366" },
  /** 发现: vermilion; nothing else on any screen is this red. */
  found: { fill: "#da3b26", line: "#c22f1c", ink: "#b92a18" },
  /** 已清: white flower, green outline. */
  cleared: { fill: "#ffffff", line: "#4a7a37", ink: "#3b6429" },
  /** 超期: vermilion outline, empty inside; words say by how long. */
  late: { fill: "#ffffff", line: "#c22f1c", ink: "#b92a18" },
} as const satisfies Record<string, Tone>;
export type StateTone = keyof typeof states;

/** 操作: action, selection, links. */
export const action = {
  main: "#2b4a8b",
  hover: "#3b5ea6",
  active: "#1f3769",
  wash: "#eaeff8",
  line: "#b9c7e2",
} as const;

export const ground = {
  /** Behind everything. */
  paper: "#f6f4ef",
  surface: "#ffffff",
  /** Table heads, quiet panels. */
  shade: "#faf8f4",
  rule: "#e2ddd2",
  ruleStrong: "#c9c2b3",
  ink: "#22262c",
  inkSoft: "#575b63",
  inkFaint: "#666970",
} as const;

/** A refused field or a failed action. Madder purple, because vermilion means a plant. */
export const refusal = { main: "#8e2f5f", wash: "#faf0f5", line: "#dcb3c8" } as const;

export const fontFamily = [
  '"PingFang SC"',
  '"Microsoft YaHei"',
  '"HarmonyOS Sans SC"',
  '"Noto Sans SC"',
  '"Noto Sans CJK SC"',
  '"Source Han Sans SC"',
  "system-ui",
  "sans-serif",
].join(", ");

const kebab = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Every token as a CSS custom property: `--unseen-fill`, `--action-main`, `--ink-soft` … */
export function cssVariables(): Record<string, string> {
  const variables: Record<string, string> = { "--font": fontFamily };
  for (const [state, tone] of Object.entries(states))
    for (const [part, value] of Object.entries(tone)) variables[`--${kebab(state)}-${part}`] = value;
  for (const [part, value] of Object.entries(action)) variables[`--action-${part}`] = value;
  for (const [part, value] of Object.entries(refusal)) variables[`--refusal-${part}`] = value;
  for (const [part, value] of Object.entries(ground)) variables[`--${kebab(part)}`] = value;
  return variables;
}

/** Puts the tokens on the document, before the first paint. */
export function applyTokens(root: HTMLElement): void {
  for (const [name, value] of Object.entries(cssVariables())) root.style.setProperty(name, value);
}
