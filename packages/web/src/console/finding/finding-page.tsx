import { Button } from "antd";
import { Link, useParams } from "react-router";
import { audiences } from "@lingzhu/domain/alert";
import {
  findingMachine,
  findingStates,
  lookAlikes,
  sources,
  species,
  type FindingEventType,
  type FindingView,
} from "@lingzhu/domain/finding";
import { dayOf, daysBetween, longDay } from "@lingzhu/domain/kernel";
import { plantStages } from "@lingzhu/domain/patrol";
import { useNow } from "../../shared/clock/index.ts";
import { count, momentWords } from "../../shared/format/index.ts";
import { StateMark } from "../../shared/theme/index.ts";
import { Photograph, TimeLine, toneOfFinding, type Moment } from "../pictures/index.ts";
import { useFilters } from "../filter/index.ts";
import { Page } from "../shell/page.tsx";
import { Loaded } from "../states/index.ts";
import { EventForm } from "./event-form.tsx";
import { eventWords } from "./event-words.ts";
import { useFinding } from "./finding-queries.ts";
import { useMarkSeen } from "./use-mark-seen.ts";
import { stepsOf } from "./steps.ts";
import "./finding.css";

/** 发现: one record with everything that hangs on it, and what may be done next. */
export function Component() {
  const { id = "" } = useParams();
  const finding = useFinding(id);
  useMarkSeen(id);
  return (
    <Page title={finding.data ? `发现 ${finding.data.number}` : "发现"} note={finding.data?.placePath}>
      <Loaded query={finding}>{(view) => <Shown finding={view} />}</Loaded>
    </Page>
  );
}

const viewWords: Record<string, string> = {
  whole: "整株",
  leaf: "叶",
  capsule: "蒴果",
  flower: "花",
  before: "铲除前",
  after: "铲除后",
  door: "门牌",
  other: "现场",
};

function momentsOf(finding: FindingView): Moment[] {
  const named = new Set(
    finding.events.flatMap(({ event }) =>
      event.type === "eradicate" ? [...event.beforePhotographIds, ...event.afterPhotographIds] : [],
    ),
  );
  /** Photographs of a fact itself, without those that an eradication names: they stand with it. */
  const ofFact = (id: string) =>
    finding.photographs.filter(({ factId, ofFactId }) => ofFactId === id && !named.has(factId));
  const strip = (photographs: FindingView["photographs"]) =>
    photographs.length > 0 ? (
      <div className="time-photographs">
        {photographs.map((photograph) => (
          <Photograph
            key={photograph.factId}
            factId={photograph.factId}
            word={viewWords[photograph.view] ?? "现场"}
            arrived={photograph.arrived}
          />
        ))}
      </div>
    ) : null;
  const told = finding.told.map(({ audience }) => audiences[audience as keyof typeof audiences] ?? audience);
  const first: Moment = {
    id: finding.id,
    at: finding.openedAt,
    tone: "found",
    text: `${sources[finding.source]}疑似${finding.species ? species[finding.species] : "罂粟"}${
      finding.reportedStems === null ? "，没有数株数" : `，约 ${count(finding.reportedStems)} 株`
    }`,
    by: finding.reportedBy,
    more: (
      <>
        {finding.note ? <div>{finding.note}</div> : null}
        {told.length > 0 ? <div>同时告知{told.join("、")}</div> : null}
        {strip(ofFact(finding.id))}
      </>
    ),
  };
  const events = finding.events.map(({ id, at, by, event }): Moment => {
    const { text, more } = eventWords(event);
    const own =
      event.type === "eradicate"
        ? new Set([...event.beforePhotographIds, ...event.afterPhotographIds])
        : null;
    const photographs = [...ofFact(id), ...finding.photographs.filter(({ factId }) => own?.has(factId))];
    return {
      id,
      at,
      by,
      tone:
        event.type === "revisit" && event.result === "clean"
          ? "cleared"
          : event.type === "close" || event.type === "rule_out"
            ? "seen"
            : event.type === "eradicate"
              ? "cleared"
              : "found",
      text,
      more: (
        <>
          {more.map((line) => (
            <div key={line}>{line}</div>
          ))}
          {strip(photographs)}
        </>
      ),
    };
  });
  return [first, ...events].sort((a, b) => a.at - b.at);
}

function Shown({ finding }: { finding: FindingView }) {
  // In the address, so that a reload comes back to the form that is being filled in.
  const [{ act }, setFilter] = useFilters(["act"]);
  const doing = finding.may.find((type) => type === act) ?? null;
  const setDoing = (type: FindingEventType | null) => setFilter({ act: type }, { replace: true });
  const now = useNow();
  const today = dayOf(now);
  const late =
    finding.state === "eradicated" && finding.revisitDueOn ? daysBetween(finding.revisitDueOn, today) : 0;
  const tone = toneOfFinding(finding.state);
  return (
    <>
      <ol className="finding-steps" aria-label="办理进度">
        {stepsOf(finding.state).map((step) => (
          <li
            key={step.word}
            data-state={step.state}
            aria-current={step.state === "now" ? "step" : undefined}
          >
            <span aria-hidden="true">{step.state === "done" ? "✓" : ""}</span>
            {step.word}
          </li>
        ))}
        <li className="finding-state">
          {tone ? <StateMark tone={tone} size={18} /> : null} {findingStates[finding.state]}
          {late > 0 ? (
            <span className="late">
              <StateMark tone="late" /> 回访超期 {late} 天
            </span>
          ) : null}
        </li>
      </ol>
      <div className="finding-columns">
        <section className="panel">
          <h2>时间线</h2>
          <div className="panel-body">
            <TimeLine moments={momentsOf(finding)} now={now} />
          </div>
        </section>
        <div className="finding-side">
          <section className="panel">
            <h2>办理</h2>
            <div className="panel-body">
              {finding.may.length === 0 ? (
                <p className="quiet" style={{ margin: 0 }}>
                  {finding.state === "closed" || finding.state === "ruled_out"
                    ? "已经办完，没有要做的事。"
                    : "下一步由有权限的人办理。"}
                </p>
              ) : doing ? (
                <EventForm key={doing} finding={finding} type={doing} onDone={() => setDoing(null)} />
              ) : (
                <div className="finding-actions">
                  {finding.may.map((type, i) => (
                    <Button
                      key={type}
                      type={i === 0 && type !== "reopen" ? "primary" : "default"}
                      onClick={() => setDoing(type)}
                    >
                      {findingMachine.eventWords[type]}
                    </Button>
                  ))}
                </div>
              )}
              {finding.state === "eradicated" && finding.revisitDueOn && late <= 0 && !doing ? (
                <p className="quiet" style={{ margin: "10px 0 0" }}>
                  {longDay(finding.revisitDueOn)}起可以回访。
                </p>
              ) : null}
            </div>
          </section>
          <section className="panel">
            <h2>情况</h2>
            <dl className="finding-facts panel-body">
              <dt>地点</dt>
              <dd>
                {finding.placeId ? (
                  <Link to={`/places/${finding.placeId}`}>{finding.placePath}</Link>
                ) : (
                  finding.placePath || "没有登记地点"
                )}
              </dd>
              <dt>鉴别</dt>
              <dd>
                {finding.lookAlike
                  ? `排除，${lookAlikes[finding.lookAlike]}`
                  : finding.species
                    ? species[finding.species]
                    : "待核实"}
              </dd>
              <dt>生长阶段</dt>
              <dd>{finding.stage ? plantStages[finding.stage] : "未记"}</dd>
              <dt>株数</dt>
              <dd>
                <Stems word="上报" n={finding.reportedStems} />
                <Stems word="核实" n={finding.verifiedStems} />
                <Stems word="铲除" n={finding.eradicatedStems} />
                {finding.reportedStems === null && finding.verifiedStems === null ? "未数" : null}
              </dd>
              {finding.lon !== null && finding.lat !== null ? (
                <>
                  <dt>位置</dt>
                  <dd>
                    {finding.lon.toFixed(5)}，{finding.lat.toFixed(5)}
                  </dd>
                </>
              ) : null}
            </dl>
          </section>
          <section className="panel">
            <h2>告知</h2>
            <ul className="finding-told panel-body">
              {finding.told.length === 0 ? <li className="quiet">没有告知记录</li> : null}
              {finding.told.map((alert, i) => (
                <li key={`${alert.audience}-${i}`}>
                  <span>{audiences[alert.audience as keyof typeof audiences] ?? alert.audience}</span>
                  <span className="quiet">{momentWords(alert.at, now)}告知</span>
                  <span className={alert.seenAt === null ? "quiet" : undefined}>
                    {alert.seenAt === null
                      ? "还没有看"
                      : `${alert.seenBy ?? ""} ${momentWords(alert.seenAt, now)}已看`}
                  </span>
                </li>
              ))}
            </ul>
          </section>
        </div>
      </div>
    </>
  );
}

function Stems({ word, n }: { word: string; n: number | null }) {
  return n === null ? null : (
    <span className="finding-stems">
      {word} {count(n)} 株
    </span>
  );
}
