import { noticeResultNames, noticeResults, type NoticeResult } from "@lingzhu/domain/outreach";
import { Icon, type IconName } from "../frame/icon.tsx";

const marks: Record<NoticeResult, IconName> = {
  handed: "tick",
  posted: "paper",
  refused: "bar",
  no_one_in: "clock",
};
/** The likeliest one last and largest, under the thumb. */
const order = [...noticeResultNames].sort((a, b) => (a === "handed" ? 1 : 0) - (b === "handed" ? 1 : 0));

/** 告知书: one tap on what became of it records. */
export function NoticeChoice(props: { busy: boolean; onChoose: (result: NoticeResult) => void }) {
  return (
    <div className="outcomes" role="group" aria-label="告知书">
      {order.map((result) => (
        <button
          key={result}
          type="button"
          className="outcome"
          data-outcome={result === "handed" || result === "posted" ? "checked" : result}
          data-big={result === "handed"}
          disabled={props.busy}
          onClick={() => props.onChoose(result)}
        >
          <Icon name={marks[result]} size={result === "handed" ? 30 : 24} />
          {noticeResults[result]}
        </button>
      ))}
    </div>
  );
}
