import { useState } from "react";
import { timeNow } from "../../shared/clock/house-time.ts";
import { Button } from "../frame/button.tsx";
import { useField } from "../frame/field-context.ts";
import { Icon } from "../frame/icon.tsx";
import { Refused } from "../frame/notice.tsx";
import { Screen } from "../frame/screen.tsx";
import { say, TOAST_MS } from "../frame/toast.tsx";
import { awaitFix, PATIENCE_MS, usePosition } from "../position/watch.ts";
import { judgeCode, markerParcel } from "./marker-record.ts";
import "./marker.css";

/** 看到标牌: one code read off a board, recorded with where the phone is. */
export function MarkerScreen() {
  const { make, record, outbox, sendNow } = useField();
  usePosition();
  const [openedAt] = useState(timeNow);
  const [typed, setTyped] = useState("");
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const judged = judgeCode(typed);
  const code = judged && "code" in judged ? judged.code : null;

  async function send(code: string) {
    setBusy(true);
    setFailed(false);
    try {
      const fix = await awaitFix(openedAt + PATIENCE_MS);
      const parcel = markerParcel(make, code, fix && { lon: fix.lon, lat: fix.lat, accuracy: fix.accuracy });
      await record([parcel], { heldUntil: timeNow() + TOAST_MS });
      navigator.vibrate?.(30);
      setTyped("");
      say(`标牌 ${code} 已登记`, [
        {
          word: "撤销",
          act: () =>
            void outbox.withdraw(parcel.fact.id, timeNow()).then((done) => {
              say(done ? `标牌 ${code} 已撤销` : `标牌 ${code} 已经发出，不能撤销`);
              sendNow();
            }),
        },
      ]);
    } catch {
      setFailed(true);
    }
    setBusy(false);
  }

  return (
    <Screen title="看到标牌" back={{ name: "me" }}>
      <p>
        有些地点放了写着编号的标牌，用来检验踏查看得有多细。看到了，请站在标牌旁边登记编号，标牌留在原处，也不要告诉别的组。
      </p>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (code && !busy) void send(code);
        }}
      >
        <label className="field">
          <span>标牌编号</span>
          <input
            className="marker-code"
            value={typed}
            placeholder="M-"
            maxLength={12}
            autoCapitalize="characters"
            autoComplete="off"
            autoCorrect="off"
            spellCheck={false}
            enterKeyHint="done"
            onChange={(event) => setTyped(event.target.value.toUpperCase())}
          />
        </label>
        <p className="hint" role="status">
          {judged && "gap" in judged
            ? judged.gap
            : code
              ? `将登记 ${code}`
              : "M- 后面五个字符，大小写都可以。"}
        </p>
        {failed && <Refused title="没有存上">手机存储写不进去，编号还在这里。请腾出空间后再点一次。</Refused>}
        <div className="action-bar">
          <Button kind="main" type="submit" disabled={code === null || busy}>
            <Icon name="tick" />
            {busy ? "登记中…" : "登记标牌"}
          </Button>
        </div>
      </form>
    </Screen>
  );
}
