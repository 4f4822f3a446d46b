import { publicityForms, type PublicityView } from "@lingzhu/domain/outreach";
import { useNow } from "../../shared/clock/index.ts";
import { count, momentWords } from "../../shared/format/index.ts";
import type { Query } from "../../shared/api/index.ts";
import { ExportButton } from "../filter/index.ts";
import { NothingDrawing } from "../../shared/drawings/index.ts";
import { Photograph } from "../pictures/photograph.tsx";
import { EmptyState, Loaded } from "../states/index.ts";
import { usePublicity } from "./publicity-queries.ts";

/** 宣传活动, latest first, each with what it reached and its photographs. */
export function PublicityEvents({ filter }: { filter: Query }) {
  const events = usePublicity(filter);
  return (
    <Loaded query={events}>
      {(list) =>
        list.length === 0 ? (
          <div className="panel">
            <EmptyState drawing={<NothingDrawing />} title="还没有登记宣传活动">
              在手机“记录”里登记讲座、发放资料、广播、横幅等活动并拍照，这里就有。
            </EmptyState>
          </div>
        ) : (
          <section className="panel">
            <div className="publicity-sum">
              <strong>{count(list.length)} 场</strong>
              <span className="quiet">{sumWords(list)}</span>
              <span className="end">
                <ExportButton path="/api/publicity.xlsx" query={filter} />
              </span>
            </div>
            <ul className="publicity">
              {list.map((event) => (
                <Event key={event.id} event={event} />
              ))}
            </ul>
          </section>
        )
      }
    </Loaded>
  );
}

/** Only what was recorded is added up; who recorded no number adds none. */
function sumWords(list: readonly PublicityView[]): string {
  const sum = (of: "people" | "materials") => list.reduce((all, event) => all + (event[of] ?? 0), 0);
  return [
    sum("people") > 0 ? `登记到场 ${count(sum("people"))} 人次` : null,
    sum("materials") > 0 ? `发放资料 ${count(sum("materials"))} 份` : null,
  ]
    .filter(Boolean)
    .join("，");
}

function Event({ event }: { event: PublicityView }) {
  const now = useNow();
  const reached = [
    event.people === null ? null : `${count(event.people)} 人次`,
    event.materials === null ? null : `资料 ${count(event.materials)} 份`,
  ].filter(Boolean);
  return (
    <li>
      <div className="publicity-when">
        <span className="number">{momentWords(event.at, now)}</span>
        <span className="publicity-form">{publicityForms[event.form]}</span>
      </div>
      <div>
        <strong>{event.title}</strong>
        <div className="quiet">{[event.placePath ?? "全街道", ...reached, `${event.by}登记`].join("，")}</div>
        {event.note ? <div>{event.note}</div> : null}
        {event.photographIds.length > 0 ? (
          <div className="publicity-photographs">
            {event.photographIds.map((id) => (
              <Photograph key={id} factId={id} word={event.title} width={104} />
            ))}
          </div>
        ) : (
          <div className="quiet">没有照片</div>
        )}
      </div>
    </li>
  );
}
