import type { ReactNode } from "react";
import { prefer, usePreferences } from "../me/preferences.ts";
import { useField } from "./field-context.ts";
import { Icon } from "./icon.tsx";
import { goBack, goTo, type Screen as Where } from "./navigation.ts";

/** A screen: its title, the way back, the sun switch, the queue, and the content. */
export function Screen(props: { title: string; back?: Where; under?: ReactNode; children: ReactNode }) {
  const { theme } = usePreferences();
  const { back } = props;
  return (
    <main className="screen">
      <header className="top">
        {back && (
          <button type="button" className="icon-button" aria-label="返回" onClick={() => void goBack(back)}>
            <Icon name="back" />
          </button>
        )}
        <h1>{props.title}</h1>
        <button
          type="button"
          className="icon-button"
          aria-pressed={theme === "outdoor"}
          aria-label="阳光下高对比显示"
          onClick={() => prefer({ theme: theme === "outdoor" ? "light" : "outdoor" })}
        >
          <Icon name="sun" />
        </button>
        <QueuePill />
      </header>
      {props.under}
      {props.children}
    </main>
  );
}

/** How much is still on the phone; always there, never alarming. */
function QueuePill() {
  const { queue, sending } = useField();
  const { unsent, refused } = queue;
  const words = unsent > 0 ? `${unsent} 条待发` : refused > 0 ? `${refused} 条待处理` : "已发完";
  return (
    <button
      type="button"
      className="queue-pill"
      data-phase={sending.phase}
      onClick={() => goTo({ name: "me" })}
      aria-label={`${words}，查看记录`}
    >
      <Icon name={unsent > 0 ? "phone-held" : refused > 0 ? "note" : "tick"} size={18} />
      {words}
    </button>
  );
}
