import { Link } from "react-router";
import type { Counts } from "@lingzhu/domain/coverage";
import { sharePercent } from "@lingzhu/domain/kernel";
import { count, shortDay } from "../../shared/format/index.ts";
import { StateMark } from "../../shared/theme/index.ts";
import { CountsBar } from "./counts-bar.tsx";
import { addCounts, byStillToDo, notSeen } from "./counts.ts";
import "./six-communities.css";

export interface CommunityStanding {
  id: string;
  name: string;
  households: Counts;
  plots: Counts;
  openFindings: number;
  uncovered: number;
  visitsLast7Days: readonly { day: string; visits: number }[];
}

/** 六社区: small multiples on the same axes, the one with most still to do first. */
export function SixCommunities({
  communities,
  to,
  hasRound,
}: {
  communities: readonly CommunityStanding[];
  /** Where a community's records are. */
  to: (communityId: string) => string;
  /** Without a round nothing is counted yet. */
  hasRound: boolean;
}) {
  const sorted = byStillToDo(communities);
  const peak = Math.max(
    1,
    ...communities.flatMap((community) => community.visitsLast7Days.map(({ visits }) => visits)),
  );
  return (
    <div className="six">
      {sorted.map((community) => (
        <Link key={community.id} to={to(community.id)} className="six-one">
          <div className="six-head">
            <strong>{community.name}</strong>
            <span className="six-left">
              {hasRound ? leftWords(addCounts(community.households, community.plots)) : "还没有轮次"}
            </span>
          </div>
          {hasRound ? (
            <>
              <Line word="户" counts={community.households} />
              <Line word="地块" counts={community.plots} />
            </>
          ) : null}
          <div className="six-foot">
            <WeekBars days={community.visitsLast7Days} peak={peak} />
            <span className="six-marks">
              {community.openFindings > 0 ? (
                <span>
                  <StateMark tone="found" size={13} /> 未办结 {community.openFindings}
                </span>
              ) : null}
              {community.uncovered > 0 ? (
                <span className="quiet">无人包保 {count(community.uncovered)}</span>
              ) : null}
            </span>
          </div>
        </Link>
      ))}
    </div>
  );
}

const leftWords = (counts: Counts): string =>
  counts.total === 0
    ? "没有要查的"
    : notSeen(counts) === 0
      ? "都查到了"
      : `还有 ${count(notSeen(counts))} 处`;

function Line({ word, counts }: { word: string; counts: Counts }) {
  return (
    <div className="six-line">
      <span>{word}</span>
      {counts.total === 0 ? (
        <span className="quiet">没有登记</span>
      ) : (
        <CountsBar counts={counts} unit={word} height={11} />
      )}
      <span className="number">
        {count(counts.seen)}/{count(counts.total)}
      </span>
      <span className="number">{sharePercent(counts.seen, counts.total) ?? "—"}</span>
    </div>
  );
}

/** Visits of each of the last seven days, the same height for the same number in every community. */
function WeekBars({ days, peak }: { days: readonly { day: string; visits: number }[]; peak: number }) {
  const height = 22;
  const spoken = days.map(({ day, visits }) => `${shortDay(day)} ${visits}`).join("，");
  return (
    <svg width={days.length * 11} height={height + 1} role="img" aria-label={`近七天踏查次数：${spoken}`}>
      <path d={`M0 ${height + 0.5}H${days.length * 11}`} stroke="var(--rule-strong)" />
      {days.map(({ day, visits }, i) => {
        const tall = visits === 0 ? 0 : Math.max(1.5, (visits / peak) * (height - 2));
        return (
          <rect key={day} x={i * 11 + 1.5} y={height - tall} width={8} height={tall} fill="var(--ink-faint)">
            <title>{`${shortDay(day)} 踏查 ${visits} 次`}</title>
          </rect>
        );
      })}
    </svg>
  );
}
