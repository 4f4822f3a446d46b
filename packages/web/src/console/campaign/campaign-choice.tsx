import type { ReactNode } from "react";
import { Link } from "react-router";
import type { CampaignView } from "@lingzhu/domain/campaign";
import { useToday } from "../../shared/clock/index.ts";
import { LedgerDrawing } from "../../shared/drawings/index.ts";
import { FilterChips, useFilters } from "../filter/index.ts";
import { EmptyState, Loaded } from "../states/index.ts";
import { useCampaigns } from "./campaign-queries.ts";

/** The campaign that the address names, else the one of today, else the newest. */
function chosenOf(
  campaigns: readonly CampaignView[],
  wanted: string | null,
  today: string,
): CampaignView | null {
  return (
    campaigns.find(({ id }) => id === wanted) ??
    campaigns.find(({ start, end }) => start <= today && today <= end) ??
    campaigns[0] ??
    null
  );
}

/** A page that shows one campaign; another can be chosen where there are several. */
export function OfCampaign({ children }: { children: (campaign: CampaignView) => ReactNode }) {
  const campaigns = useCampaigns();
  const today = useToday();
  const [{ campaign }, setFilter] = useFilters(["campaign"]);
  return (
    <Loaded query={campaigns}>
      {(list) => {
        const chosen = chosenOf(list, campaign, today);
        if (!chosen)
          return (
            <div className="panel">
              <EmptyState
                drawing={<LedgerDrawing />}
                title="还没有专项行动"
                action={<Link to="/campaigns">去建立专项行动</Link>}
              >
                告知、承诺和宣传都按专项行动统计。
              </EmptyState>
            </div>
          );
        return (
          <>
            {list.length > 1 ? (
              <div className="filters">
                <FilterChips
                  name="行动"
                  all={chosenOf(list, null, today)!.title}
                  value={campaign}
                  onChange={(value) => setFilter({ campaign: value })}
                  choices={list
                    .filter(({ id }) => id !== chosenOf(list, null, today)!.id)
                    .map(({ id, title }) => ({ value: id, label: title }))}
                />
              </div>
            ) : null}
            {children(chosen)}
          </>
        );
      }}
    </Loaded>
  );
}
