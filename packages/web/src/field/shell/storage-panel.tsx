import { useSyncExternalStore } from "react";
import { Choice } from "../frame/choice.tsx";
import { Icon } from "../frame/icon.tsx";
import { prefer, usePreferences, type Preferences } from "../me/preferences.ts";
import { connectionNow, onConnectionChange } from "./connection.ts";
import { roomAdvice, sizeWords } from "./room.ts";
import { RESERVE_BYTES } from "./reserve.ts";
import { useStorage } from "./storage.ts";
import { useUpdate } from "./update.ts";
import "./shell.css";

const uploads: Record<Preferences["upload"], string> = { any: "照片有网就发", wifi: "照片等 Wi-Fi" };

/** When room runs out: what to do, before anything else on the page. */
export function RoomAdvice() {
  const advice = roomAdvice(useStorage().level);
  if (!advice) return null;
  return (
    <div className="room-advice" role="status">
      <Icon name="phone-held" />
      <span>
        <strong>{advice.title}</strong>
        {advice.detail}
      </span>
    </div>
  );
}

/** 这部手机: whether the app starts without signal, how much room there is, and over what photographs may go. */
export function StoragePanel() {
  const { room, reserved, lasting } = useStorage();
  const { offlineReady } = useUpdate();
  const { upload } = usePreferences();
  const connection = useSyncExternalStore(onConnectionChange, connectionNow);
  return (
    <>
      <h2 className="section-title">这部手机</h2>
      <ul className="plain-list">
        <li>
          {offlineReady
            ? "没有信号也能打开和登记。"
            : offlineReady === null
              ? "这个地址没有信号时打不开。请用街道给的 https 地址，或保持页面打开。"
              : "正在准备没有信号时也能打开，请再等一会儿。"}
        </li>
        {room && (
          <li>
            零株在本机占 {sizeWords(room.usage)}
            {reserved && `，其中 ${sizeWords(RESERVE_BYTES)} 是给记录预留的`}。
          </li>
        )}
        {lasting !== null && (
          <li>
            {lasting
              ? "浏览器答应保留这里的记录，不会自动清掉。"
              : "手机空间紧张时浏览器可能清掉网页内容：请把零株添加到桌面，并每天把记录发完。"}
          </li>
        )}
      </ul>
      <Choice
        label="照片怎么发"
        even
        options={uploads}
        value={upload}
        onChoose={(upload) => prefer({ upload })}
      />
      {upload === "wifi" && (
        <p className="hint">
          {connection === "unknown"
            ? "这个浏览器分不清 Wi-Fi 和流量，照片仍会有网就发；想省流量请先关掉移动数据。"
            : "登记和发现照常马上发，其他照片等连上 Wi-Fi 再发。"}
        </p>
      )}
    </>
  );
}
