import { Button } from "antd";
import { useMemo } from "react";
import { useLocation, useNavigate, useSearchParams } from "react-router";
import { longDay, type Day } from "@lingzhu/domain/kernel";
import { useAbility } from "../../shared/session/index.ts";
import { useOverview } from "../overview/overview-queries.ts";
import { RibbonPicture, type RibbonSeason } from "../pictures/index.ts";
import { showsEarlierDays, useAsOf } from "./as-of.ts";
import { stageWindowsOf } from "./stage-windows.ts";
import "./season-ribbon.css";

const WEEK = ["日", "一", "二", "三", "四", "五", "六"];
const weekday = (day: Day) => `星期${WEEK[new Date(`${day}T00:00:00Z`).getUTCDay()]}`;

/** 季带: stands across the top of every console page; nothing is shown before there is a season. */
export function SeasonRibbon() {
  return useAbility()("overview.read") ? <Ribbon /> : null;
}

function Ribbon() {
  const { data } = useOverview(null);
  const asOf = useAsOf();
  const { pathname } = useLocation();
  const [search, setSearch] = useSearchParams();
  const navigate = useNavigate();
  const season = useMemo<RibbonSeason | null>(() => {
    if (!data?.campaign) return null;
    const { campaign, rounds, findingDays } = data;
    return {
      start: campaign.start,
      end: campaign.end,
      phases: campaign.phases,
      rounds,
      findings: findingDays,
      stageWindows: stageWindowsOf(campaign.start, campaign.end),
    };
  }, [data]);
  if (!data || !season) return null;

  const show = (day: Day) => {
    if (!showsEarlierDays(pathname, search.get("tab"))) {
      void navigate(day === data.day ? "/overview" : `/overview?day=${day}`);
      return;
    }
    const next = new URLSearchParams(search);
    if (day === data.day) next.delete("day");
    else next.set("day", day);
    setSearch(next);
  };
  return (
    <section className="season" aria-label="季带" data-past={asOf ? "" : undefined}>
      <RibbonPicture season={season} today={data.day} day={asOf ?? data.day} onDay={show} />
      <div className="season-day">
        {asOf ? (
          <>
            <span>回看{longDay(asOf)}</span>
            <Button size="small" type="primary" onClick={() => show(data.day)}>
              回到今天
            </Button>
          </>
        ) : (
          <>
            <span>{longDay(data.day)}</span>
            <span className="quiet">{weekday(data.day)}</span>
          </>
        )}
      </div>
    </section>
  );
}
