import { Table } from "antd";
import {
  AWAITED_LATE_MS,
  isClockOff,
  skewWords,
  type AwaitedPhotographs,
  type DeviceClock,
} from "@lingzhu/domain/sync";
import { useNow } from "../../shared/clock/index.ts";
import { count, momentWords } from "../../shared/format/index.ts";
import { StateMark } from "../../shared/theme/index.ts";
import { Page } from "../shell/page.tsx";
import { Loaded } from "../states/index.ts";
import { useAwaited, useClocks } from "./arrival-queries.ts";
import "./arrival.css";

/** A phone has no name of its own: the end of its number tells two phones of one person apart. */
const phoneWords = (deviceId: string) => `尾号 ${deviceId.slice(-4)}`;

/** 上传情况: photographs that are still on phones, and phones whose clocks are off. */
export function Component() {
  const awaited = useAwaited();
  const clocks = useClocks();
  const now = useNow();
  return (
    <Page title="上传情况" note="记录已到、图片还在手机上的照片，和手机时钟的准不准。">
      <Loaded query={awaited}>{(list) => <Awaited list={list} now={now} />}</Loaded>
      <Loaded query={clocks}>{(list) => <Clocks list={list} now={now} />}</Loaded>
    </Page>
  );
}

function Awaited({ list, now }: { list: readonly AwaitedPhotographs[]; now: number }) {
  const total = list.reduce((sum, row) => sum + row.count, 0);
  return (
    <section className="panel arrival-panel">
      <div className="arrival-head">
        <h2>图片还在手机上</h2>
        <span className="quiet">{total > 0 ? `${count(total)} 张，${list.length} 台手机` : ""}</span>
      </div>
      {list.length === 0 ? (
        <p className="quiet">都到齐了：每条照片记录的图片都已上传。</p>
      ) : (
        <Table<AwaitedPhotographs>
          rowKey={(row) => `${row.personId} ${row.deviceId}`}
          size="small"
          dataSource={[...list]}
          pagination={list.length > 50 ? { pageSize: 50, showSizeChanger: false } : false}
          columns={[
            { title: "谁的", width: 120, dataIndex: "person" },
            { title: "手机", width: 110, render: (_v, row) => phoneWords(row.deviceId) },
            { title: "张数", width: 70, align: "right", render: (_v, row) => count(row.count) },
            {
              title: "最早的记录",
              width: 170,
              align: "right",
              render: (_v, row) => <Since since={row.since} now={now} />,
            },
            {
              title: "这台手机上次上传",
              width: 150,
              align: "right",
              render: (_v, row) => momentWords(row.lastHeardAt, now),
            },
            { title: "在哪里拍的", render: (_v, row) => placeWords(row) },
          ]}
        />
      )}
      {list.length > 0 ? (
        <p className="quiet">
          请本人在有 Wi-Fi 的地方打开手机版，图片会自动接着上传；传到之前请不要清除浏览器数据。
        </p>
      ) : null}
    </section>
  );
}

/** Longer than a day is late: shape and words, not colour alone. */
function Since({ since, now }: { since: number; now: number }) {
  if (now - since < AWAITED_LATE_MS) return <>{momentWords(since, now)}</>;
  return (
    <span className="late">
      <StateMark tone="late" size={13} /> 已等 {Math.floor((now - since) / AWAITED_LATE_MS)} 天
    </span>
  );
}

const placeWords = ({ places, count: all }: AwaitedPhotographs) =>
  places.length === 0 ? "台账外地点" : `${places.join("；")}${all > places.length ? " 等" : ""}`;

function Clocks({ list, now }: { list: readonly DeviceClock[]; now: number }) {
  const off = list.filter(({ skewMs }) => isClockOff(skewMs));
  return (
    <section className="panel arrival-panel">
      <div className="arrival-head">
        <h2>时钟不准的手机</h2>
        <span className="quiet">
          {list.length > 0 ? `近两周有 ${list.length} 台手机上传，${off.length} 台不准` : ""}
        </span>
      </div>
      {off.length === 0 ? (
        <p className="quiet">
          {list.length === 0
            ? "近两周还没有手机上传记录；有上传时会测它的时钟。"
            : "都准：与服务器相差不到 2 分钟。"}
        </p>
      ) : (
        <>
          <Table<DeviceClock>
            rowKey="deviceId"
            size="small"
            dataSource={off}
            pagination={off.length > 50 ? { pageSize: 50, showSizeChanger: false } : false}
            columns={[
              { title: "谁的", width: 120, dataIndex: "person" },
              { title: "手机", width: 110, render: (_v, row) => phoneWords(row.deviceId) },
              { title: "时钟", width: 150, render: (_v, row) => skewWords(row.skewMs) },
              { title: "测了", width: 80, align: "right", render: (_v, row) => `${count(row.batches)} 次` },
              { title: "上次上传", render: (_v, row) => momentWords(row.lastAt, now) },
            ]}
          />
          <p className="quiet">
            记录上的时间按手机的钟保存，不作改动。请本人在手机设置里打开“自动设置时间”。
          </p>
        </>
      )}
    </section>
  );
}
