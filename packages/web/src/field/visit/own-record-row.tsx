import { useState } from "react";
import { grades, reasonWeight, reasonWords, type PresenceView } from "@lingzhu/domain/presence";
import { clockTime, momentWords } from "../../shared/format/index.ts";
import { useNow } from "../../shared/clock/index.ts";
import { Button } from "../frame/button.tsx";
import { Icon, type IconName } from "../frame/icon.tsx";
import type { OutboxEntry } from "../store/entry.ts";
import { GradeMark } from "./grade-mark.tsx";
import type { OwnRecord } from "./own-records.ts";

const goneWords = { retracted: "已撤回", corrected: "已更正" } as const;
const weightMarks: Record<ReturnType<typeof reasonWeight>, IconName> = {
  for: "tick",
  weak: "clock",
  doubt: "bar",
  unknown: "bar",
};

/** One record; opened it says why its grade is what it is, what others said, and can be taken back. */
export function OwnRecordRow(props: { record: OwnRecord; onRetract: (entry: OutboxEntry) => void }) {
  const { record } = props;
  const { presence, conflict, retractable } = record;
  const now = useNow();
  const [open, setOpen] = useState(false);
  const hasMore = presence !== null || conflict !== null || retractable !== null;
  return (
    <li className="own-record" data-gone={record.gone !== null}>
      <button
        type="button"
        className="row"
        aria-expanded={open}
        disabled={!hasMore}
        onClick={() => setOpen(!open)}
      >
        <span className="row-main">
          <strong>{record.label}</strong>
          <small>
            {momentWords(record.at, now)} · {record.kind}
            {record.gone && ` · ${goneWords[record.gone]}`}
            {conflict && " · 与他人说法不一"}
          </small>
        </span>
        {presence && (
          <span className="own-grade">
            <GradeMark grade={presence.grade} />
            {presence.approval ? "已认定" : grades[presence.grade]}
          </span>
        )}
      </button>
      {open && (
        <div className="own-more">
          {presence && <Reasons presence={presence} />}
          {conflict && (
            <div>
              <p>同一天两人登记不一样，两条都保留，状态按规则取，街道会核实：</p>
              <ul>
                {conflict.reports.map(({ factId, at, by, words }) => (
                  <li key={factId}>
                    {clockTime(at)} {factId === record.id ? "我" : by}：{words}
                  </li>
                ))}
              </ul>
            </div>
          )}
          {retractable && (
            <Button onClick={() => props.onRetract(retractable)}>
              <Icon name="undo" size={20} />
              撤回这条
            </Button>
          )}
        </div>
      )}
    </li>
  );
}

function Reasons({ presence }: { presence: PresenceView }) {
  const { approval } = presence;
  return (
    <ul className="own-reasons">
      {presence.reasons.map((reason) => (
        <li key={reason.code} data-weight={reasonWeight(reason)}>
          <Icon name={weightMarks[reasonWeight(reason)]} size={18} />
          {reasonWords(reason)}
        </li>
      ))}
      {approval && (
        <li data-weight="for">
          <Icon name="shield" size={18} />
          {approval.by}认定到户：{approval.reason}
        </li>
      )}
    </ul>
  );
}
