import { useState } from "react";
import { momentWords } from "../../shared/format/index.ts";
import { useNow } from "../../shared/clock/index.ts";
import { Button } from "../frame/button.tsx";
import { useField } from "../frame/field-context.ts";
import { Icon } from "../frame/icon.tsx";
import { Empty } from "../frame/notice.tsx";
import { Screen } from "../frame/screen.tsx";
import { RetractSheet } from "../retraction/retract-sheet.tsx";
import type { OutboxEntry } from "../store/entry.ts";
import { useLive } from "../store/kept.ts";
import { ownRecords } from "./own-records.ts";

const LOOKED_THROUGH = 1_000;
const PAGE = 30;
const goneWords = { retracted: "已撤回", corrected: "已更正" } as const;

/** 我的登记: what one recorded on this phone, and the way to take something back. */
export function VisitsScreen() {
  const { outbox, session } = useField();
  const now = useNow();
  const personId = session.person.id;
  const records = useLive(`own-records/${personId}`, async () =>
    ownRecords(await outbox.latest(LOOKED_THROUGH), personId),
  );
  const [pages, setPages] = useState(1);
  const [retracting, setRetracting] = useState<OutboxEntry | null>(null);
  const shown = records?.slice(0, pages * PAGE) ?? [];
  return (
    <Screen title="我的登记" back={{ name: "me" }}>
      {records?.length === 0 && (
        <Empty title="这几天还没有登记">在片里点一户或一块地，选结果就是一条登记。</Empty>
      )}
      <ul className="rows">
        {shown.map(({ entry, kind, gone, retractable }) => (
          <li key={entry.id} className="queue-row own-record" data-gone={gone !== null}>
            <span className="row-main">
              <strong>{entry.label}</strong>
              <small>
                {momentWords(entry.fact.recordedAt, now)} · {kind}
                {gone && ` · ${goneWords[gone]}`}
              </small>
            </span>
            {retractable && (
              <Button kind="quiet" onClick={() => setRetracting(entry)}>
                <Icon name="undo" size={20} />
                撤回
              </Button>
            )}
          </li>
        ))}
      </ul>
      {records && records.length > shown.length && (
        <Button onClick={() => setPages(pages + 1)}>更早的</Button>
      )}
      {retracting && <RetractSheet entry={retracting} onClose={() => setRetracting(null)} />}
    </Screen>
  );
}
