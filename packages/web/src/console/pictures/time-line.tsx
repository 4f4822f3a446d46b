import { useState, type ReactNode } from "react";
import { Link } from "react-router";
import type { TimelineEntry } from "@lingzhu/domain/place";
import { count, momentWords } from "../../shared/format/index.ts";
import { StateMark, type StateTone } from "../../shared/theme/index.ts";
import { PresenceLine } from "../presence/grade-mark.tsx";
import { Photograph } from "./photograph.tsx";
import "./story.css";

/** Moments of a whole building are hundreds; the latest are what is looked for. */
const AT_FIRST = 40;

/** One thing that happened, ready to be drawn. */
export interface Moment {
  id: string;
  at: number;
  /** Mark on the line; null is a plain knot. */
  tone: StateTone | null;
  text: ReactNode;
  by?: string | null;
  /** Lines below the sentence. */
  more?: ReactNode;
  photographIds?: readonly string[];
  /** What can be done about it. */
  actions?: ReactNode;
  /** Somebody else recorded something that does not agree. */
  conflict?: boolean;
  /** Fact that this one corrects, or that corrects it. */
  corrects?: string | null;
  correctedBy?: string | null;
}

const toneOfOutcome = {
  checked: "seen",
  no_one_in: "noOneIn",
  refused: "blocked",
  unreachable: "blocked",
} as const;

/** The place's time line as moments; `showPlace` names the door when the line is of a whole building. */
export const momentsOf = (
  entries: readonly TimelineEntry[],
  showPlace: boolean,
  actionsOf: (entry: TimelineEntry) => ReactNode = () => null,
): Moment[] =>
  entries.map((entry) => ({
    id: entry.id,
    at: entry.at,
    tone: entry.outcome
      ? toneOfOutcome[entry.outcome]
      : entry.kind === "sighting" || entry.kind === "finding-event"
        ? "found"
        : null,
    text: entry.findingId ? <Link to={`/findings/${entry.findingId}`}>{entry.text}</Link> : entry.text,
    by: entry.by,
    more:
      entry.presence || showPlace ? (
        <>
          {showPlace ? entry.placePath : null}
          {entry.presence ? <PresenceLine presence={entry.presence} /> : null}
        </>
      ) : null,
    actions: actionsOf(entry),
    conflict: entry.conflict,
    photographIds: entry.photographIds,
    corrects: entry.corrects,
    correctedBy: entry.correctedBy,
  }));

/** 时间线: top to bottom in the order given; what was corrected is struck and tied to its correction. */
export function TimeLine({ moments, now }: { moments: readonly Moment[]; now: number }) {
  const [lit, setLit] = useState<string | null>(null);
  const [shown, setShown] = useState(AT_FIRST);
  const rest = moments.length - shown;
  return (
    <>
      <ol className="time-line">
        {moments.slice(0, shown).map((moment) => (
          <li
            key={moment.id}
            id={`moment-${moment.id}`}
            data-corrected={moment.correctedBy ? "" : undefined}
            data-lit={lit === moment.id ? "" : undefined}
          >
            <span className="time-knot" aria-hidden="true">
              {moment.tone ? <StateMark tone={moment.tone} size={16} /> : <i />}
            </span>
            <div className="time-at">{momentWords(moment.at, now)}</div>
            <div className="time-what">
              <div className="time-text">
                {moment.text}
                {moment.by ? <span className="quiet time-by">{moment.by}</span> : null}
                {moment.actions ? <span className="time-actions">{moment.actions}</span> : null}
              </div>
              {moment.conflict ? (
                <div className="time-conflict">与同一天另一人的记录不一致，状态按规则取，请核实</div>
              ) : null}
              {moment.more ? <div className="quiet time-more">{moment.more}</div> : null}
              {moment.correctedBy ? (
                <Tie to={moment.correctedBy} word="已更正，见新记录" onLight={setLit} />
              ) : null}
              {moment.corrects ? <Tie to={moment.corrects} word="更正了这条记录" onLight={setLit} /> : null}
              {moment.photographIds && moment.photographIds.length > 0 ? (
                <div className="time-photographs">
                  {moment.photographIds.map((id) => (
                    <Photograph key={id} factId={id} word="现场照片" />
                  ))}
                </div>
              ) : null}
            </div>
          </li>
        ))}
      </ol>
      {rest > 0 ? (
        <button type="button" className="time-more-button" onClick={() => setShown(moments.length)}>
          再看其余 {count(rest)} 条
        </button>
      ) : null}
    </>
  );
}

function Tie({ to, word, onLight }: { to: string; word: string; onLight: (id: string | null) => void }) {
  return (
    <a
      className="time-tie"
      href={`#moment-${to}`}
      onMouseEnter={() => onLight(to)}
      onMouseLeave={() => onLight(null)}
      onFocus={() => onLight(to)}
      onBlur={() => onLight(null)}
      onClick={(event) => {
        event.preventDefault();
        document
          .querySelector(`#moment-${CSS.escape(to)}`)
          ?.scrollIntoView({ block: "center", behavior: "smooth" });
      }}
    >
      {word}
    </a>
  );
}
