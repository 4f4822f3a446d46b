import type { ReactNode } from "react";
import { Link } from "react-router";
import type { Overview } from "@lingzhu/domain/overview";
import type { PlaceState } from "@lingzhu/domain/patrol";
import { sharePercent } from "@lingzhu/domain/kernel";
import { count, shareOf } from "../../shared/format/index.ts";
import { StateMark, type StateTone } from "../../shared/theme/index.ts";
import { addCounts, CountsBar, CountsLegend, notSeen } from "../pictures/index.ts";
import { phaseWords, stageOutside } from "../pictures/index.ts";
import { paceOf, paceWords } from "./pace.ts";

type Round = Overview["rounds"][number];

function Card({ question, children }: { question: string; children: ReactNode }) {
  return (
    <section className="panel question">
      <h2>{question}</h2>
      <div className="question-body">{children}</div>
    </section>
  );
}

/** 按期吗 */
export function TimeCard({ overview, round }: { overview: Overview; round: Round | null }) {
  const { day, campaign } = overview;
  const phase = campaign?.phases.find(({ start, end }) => start <= day && day <= end) ?? null;
  const phasePace = phase ? paceOf(phase, day) : null;
  if (!round)
    return (
      <Card question="按期吗">
        <p className="question-say">还没有开始踏查</p>
        <p className="quiet">
          {phase ? `现在是${phaseWords(phase.name)}。` : ""}
          <Link to="/rounds">安排第一轮</Link>
        </p>
      </Card>
    );
  const pace = paceOf(round, day);
  const counts = addCounts(round.households, round.plots);
  return (
    <Card question="按期吗">
      <div className="question-line">
        <Link to={`/rounds/${round.id}`} className="question-number">
          {sharePercent(counts.seen, counts.total) ?? "—"}
        </Link>
        <span className="quiet">
          {count(counts.seen)} / {count(counts.total)} 处已查
        </span>
      </div>
      <CountsBar
        counts={counts}
        unit="处"
        mark={{ at: pace.time, word: `时间过了 ${Math.floor(pace.time * 100)}%` }}
      />
      <div className="question-under">
        <span>竖线：时间过了 {Math.floor(pace.time * 100)}%</span>
        <span>{pace.left >= 0 ? `剩 ${pace.left} 天` : `已截止 ${-pace.left} 天`}</span>
      </div>
      <p className="question-say">{paceWords(pace, counts)}</p>
      <p className="quiet question-foot">
        {stageOutside(round) ? `${round.name}（${stageOutside(round)}）` : round.name}第 {pace.gone} 天，共{" "}
        {pace.days} 天
        {phase && phasePace
          ? `；${phaseWords(phase.name)}第 ${phasePace.gone} 天，共 ${phasePace.days} 天`
          : ""}
      </p>
    </Card>
  );
}

/** 还有谁没查 */
export function UnseenCard({ round }: { round: Round | null }) {
  if (!round)
    return (
      <Card question="还有谁没查">
        <p className="quiet">有了轮次，这里逐户逐地块地数。</p>
      </Card>
    );
  const both = addCounts(round.households, round.plots);
  const list = (query: string) => `/rounds/${round.id}?tab=unseen${query}`;
  const open = (state: PlaceState, words: ReactNode) =>
    state === "seen" ? words : <Link to={list(`&state=${state}`)}>{words}</Link>;
  return (
    <Card question="还有谁没查">
      <div className="question-line">
        <Link to={list("")} className="question-number">
          {count(notSeen(both))}
        </Link>
        <span className="quiet">处还没有查清</span>
      </div>
      <div className="question-rows">
        {(
          [
            ["户", round.households, "&kind=household"],
            ["地块", round.plots, "&kind=plot"],
          ] as const
        ).map(([word, counts, query]) => (
          <div key={word} className="question-row">
            <Link to={list(query)}>{word}</Link>
            {counts.total === 0 ? (
              <span className="quiet">没有登记</span>
            ) : (
              <>
                <CountsBar counts={counts} unit={word === "户" ? "户" : "块"} height={12} />
                <span className="number">
                  {shareOf(counts.seen, counts.total, word === "户" ? "户" : "块")}
                </span>
              </>
            )}
          </div>
        ))}
      </div>
      <CountsLegend counts={both} link={open} />
    </Card>
  );
}

/** 哪些没办结 */
export function OpenCard({ findings }: { findings: Overview["findings"] }) {
  // Together they are all that is open, so that nobody wonders where the rest is.
  const clean = findings.open - findings.suspected - findings.awaitingEradication - findings.revisitDue;
  const steps: [string, number, StateTone, string][] = [
    ["待核实", findings.suspected, "found", "/findings?state=suspected"],
    ["待铲除", findings.awaitingEradication, "found", "/findings?state=verified"],
    ["待回访", findings.revisitDue, "found", "/findings?state=eradicated"],
    ["待办结", clean, "cleared", "/findings?state=clean"],
  ];
  return (
    <Card question="哪些没办结">
      <div className="question-line">
        <Link to="/findings?open=true" className="question-number">
          {count(findings.open)}
        </Link>
        <span className="quiet">
          起发现没有办结，共 <Link to="/findings">{count(findings.total)}</Link> 起
        </span>
      </div>
      <ul className="question-steps">
        {steps.map(([word, n, tone, to]) => (
          <li key={word}>
            <Link to={to}>
              {n > 0 ? <StateMark tone={tone} /> : null} {word} <b>{count(n)}</b>
            </Link>
          </li>
        ))}
      </ul>
      <p className="quiet question-foot">
        {findings.revisitLate > 0 ? (
          <Link to="/findings?late=true" className="question-late">
            <StateMark tone="late" size={12} /> 回访超期 {count(findings.revisitLate)} 起
          </Link>
        ) : null}
        已办结或排除 <Link to="/findings?open=false">{count(findings.settled)}</Link> 起
      </p>
    </Card>
  );
}
