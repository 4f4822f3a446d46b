import { useState } from "react";
import { Button } from "../frame/button.tsx";
import { useScreen, type Screen } from "../frame/navigation.ts";
import { say } from "../frame/toast.tsx";
import { switchVersion, useUpdate } from "./update.ts";
import "./shell.css";

/** Screens on which nothing is being filled in. */
const calm: ReadonlySet<Screen["name"]> = new Set(["today", "zone", "guide", "me"]);

/** What is typed on the page and kept nowhere else: an open sheet, or words in a box. */
const isHalfTyped = () =>
  document.querySelector("dialog[open]") !== null ||
  [...document.querySelectorAll("textarea")].some(({ value }) => value.trim() !== "");

/** 新版本: offered where nothing is half done, taken on the person's word, never by itself. */
export function UpdateStrip() {
  const { ready } = useUpdate();
  const { name } = useScreen();
  const [later, setLater] = useState(false);
  const [busy, setBusy] = useState(false);
  if (!ready || later || !calm.has(name)) return null;
  return (
    <section className="strip" aria-label="新版本">
      <p>
        <strong>新版本已经下载好。</strong>
        换用只要一两秒，没发完的记录都还在。
      </p>
      <div className="strip-actions">
        <Button kind="quiet" onClick={() => setLater(true)}>
          下次打开再换
        </Button>
        <Button
          kind="main"
          disabled={busy}
          onClick={() => {
            if (isHalfTyped()) return say("请先做完或关掉正在填写的内容，再换新版本");
            setBusy(true);
            void switchVersion();
          }}
        >
          {busy ? "正在换…" : "现在换"}
        </Button>
      </div>
    </section>
  );
}
