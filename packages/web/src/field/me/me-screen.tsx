import { clockTime, momentWords } from "../../shared/format/index.ts";
import { Button } from "../frame/button.tsx";
import { Choice } from "../frame/choice.tsx";
import { useField } from "../frame/field-context.ts";
import { Icon } from "../frame/icon.tsx";
import { goTo } from "../frame/navigation.ts";
import { useNow } from "../../shared/clock/index.ts";
import { Screen } from "../frame/screen.tsx";
import { AccountPanel } from "./account-panel.tsx";
import { OthersPanel } from "./others-panel.tsx";
import { RoomAdvice, StoragePanel } from "../shell/storage-panel.tsx";
import { useLive } from "../store/kept.ts";
import { prefer, usePreferences, type Preferences } from "./preferences.ts";
import { queueRows, queueWords, sendingWords, type QueueRow } from "./queue.ts";
import "./me.css";

const hands: Record<Preferences["hand"], string> = { right: "右手", left: "左手" };
const texts: Record<Preferences["text"], string> = { normal: "标准字", large: "大字" };
const themes: Record<Preferences["theme"], string> = { light: "平时", outdoor: "阳光下" };
const SHOWN = 60;

/** 我的: what is still on the phone, what was taken over, and how the page fits the hand. */
export function MeScreen() {
  const { session, queue, sending, sendNow, outbox } = useField();
  const preferences = usePreferences();
  const now = useNow();
  const personId = session.person.id;
  const rows = useLive(`rows/${personId}`, async () =>
    queueRows(await outbox.latest(SHOWN), await outbox.pending(), await outbox.listMedia(), personId),
  );
  const waiting = rows?.filter(({ state }) => state !== "accepted") ?? [];
  const sent = rows?.filter(({ state }) => state === "accepted") ?? [];

  return (
    <Screen title="我的">
      <RoomAdvice />
      <section className="card me-queue">
        <p className="me-count">
          <Icon name={queue.unsent > 0 ? "phone-held" : queue.refused > 0 ? "note" : "tick"} size={32} />
          <strong>{queueWords(queue)}</strong>
        </p>
        <p className="hint" role="status">
          {sendingWords(queue, sending, now)}
          {sending.phase === "waiting" && sending.nextAt && `下次 ${clockTime(sending.nextAt)}。`}
        </p>
        {queue.refused > 0 && (
          <Button onClick={() => void outbox.retryRefused(personId).then(() => sendNow())}>
            把 {queue.refused} 条没收下的再发一次
          </Button>
        )}
        {queue.unsent > 0 && (
          <Button
            kind="main"
            disabled={sending.phase === "sending"}
            onClick={() => sendNow({ evenMetered: true })}
          >
            现在发送
          </Button>
        )}
      </section>
      <OthersPanel />
      <div className="stack">
        <Button onClick={() => goTo({ name: "visits" })}>
          <Icon name="shield" />
          我的登记和到户可信
        </Button>
        <Button onClick={() => goTo({ name: "tracks" })}>
          <Icon name="walk" />
          我的轨迹
        </Button>
        <Button onClick={() => goTo({ name: "marker" })}>
          <Icon name="note" />
          看到标牌，登记编号
        </Button>
      </div>
      {waiting.length > 0 && <Rows title="还在本机" rows={waiting} />}

      <h2 className="section-title">显示</h2>
      <div className="stack">
        <Choice
          label="惯用手"
          even
          options={hands}
          value={preferences.hand}
          onChoose={(hand) => prefer({ hand })}
        />
        <Choice
          even
          label="字号"
          options={texts}
          value={preferences.text}
          onChoose={(text) => prefer({ text })}
        />
        <Choice
          label="光线"
          even
          options={themes}
          value={preferences.theme}
          onChoose={(theme) => prefer({ theme })}
        />
        <Button onClick={() => goTo({ name: "guide" })}>
          <Icon name="flower" />
          罂粟和相似植物怎么认
        </Button>
      </div>

      <StoragePanel />

      {sent.length > 0 && <Rows title="最近已送达" rows={sent} />}

      <AccountPanel />
    </Screen>
  );
}

function Rows({ title, rows }: { title: string; rows: QueueRow[] }) {
  const now = useNow();
  return (
    <>
      <h2 className="section-title">{title}</h2>
      <ul className="rows">
        {rows.map((row) => (
          <li key={row.id} className="queue-row" data-state={row.state}>
            <Icon
              name={row.state === "accepted" ? "tick" : row.state === "refused" ? "note" : "phone-held"}
              size={22}
            />
            <span className="row-main">
              <strong>{row.label}</strong>
              <small>
                {momentWords(row.at, now)} · {row.words}
              </small>
              {row.reason && <span className="queue-reason">{row.reason}</span>}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
