import { Icon } from "./icon.tsx";
import { goTo, useScreen } from "./navigation.ts";
import { useStorage } from "../shell/storage.ts";
import "../shell/shell.css";

/** The bar at the foot: two places to be, and the found-something button under the thumb. */
export function Bar() {
  const screen = useScreen();
  const isShort = useStorage().level !== "enough";
  // A form's own action stands there.
  if (["found", "finding", "marker", "record"].includes(screen.name)) return null;
  const isToday = screen.name === "today" || screen.name === "zone";
  return (
    <nav className="bar" aria-label="主要页面">
      <button
        type="button"
        className="bar-tab"
        aria-current={isToday ? "page" : undefined}
        onClick={() => goTo({ name: "today" })}
      >
        <Icon name="today" />
        今日
      </button>
      <button
        type="button"
        className="bar-tab"
        aria-current={screen.name === "me" ? "page" : undefined}
        aria-label={isShort ? "我的，手机空间不足" : undefined}
        onClick={() => goTo({ name: "me" })}
      >
        <Icon name="person" />
        {isShort ? <span className="bar-note">空间不足</span> : "我的"}
      </button>
      <button
        type="button"
        className="bar-found"
        onClick={() =>
          goTo({ name: "found", placeId: null, zoneId: screen.name === "zone" ? screen.zoneId : null })
        }
      >
        <Icon name="flower" />
        发现
      </button>
    </nav>
  );
}
