import type { ButtonHTMLAttributes } from "react";

/**
 * main: the one action of a screen; plain: others; quiet: without a frame. All at least 56 px high.
 */
export function Button({
  kind = "plain",
  className = "",
  type = "button",
  ...rest
}: ButtonHTMLAttributes<HTMLButtonElement> & { kind?: "main" | "plain" | "quiet" }) {
  return <button {...rest} type={type} className={`button ${kind} ${className}`} />;
}
