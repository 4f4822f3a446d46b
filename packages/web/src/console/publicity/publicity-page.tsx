import { Tabs } from "antd";
import type { CampaignView } from "@lingzhu/domain/campaign";
import { OfCampaign } from "../campaign/campaign-choice.tsx";
import { FilterChips, useFilters } from "../filter/index.ts";
import { useCommunities } from "../ledger/place-queries.ts";
import { Page } from "../shell/page.tsx";
import { PublicityEvents } from "./publicity-events.tsx";
import { SeedHandovers } from "./seed-handovers.tsx";
import "./publicity.css";

/** 宣传: events with their photographs, and seeds that were handed in. */
export function Component() {
  return (
    <Page title="宣传" note="宣传活动和种子收缴，都由现场手机登记">
      <OfCampaign>{(campaign) => <Shown key={campaign.id} campaign={campaign} />}</OfCampaign>
    </Page>
  );
}

function Shown({ campaign }: { campaign: CampaignView }) {
  const [{ tab, community }, setFilter] = useFilters(["tab", "community"]);
  const communities = useCommunities();
  const filter = { campaignId: campaign.id, communityId: community };
  return (
    <>
      <div className="filters">
        <FilterChips
          name="社区"
          value={community}
          onChange={(value) => setFilter({ community: value })}
          choices={communities.data?.map(({ id, name }) => ({ value: id, label: name })) ?? []}
        />
      </div>
      <Tabs
        destroyOnHidden
        activeKey={tab ?? "events"}
        onChange={(key) => setFilter({ tab: key === "events" ? null : key })}
        items={[
          { key: "events", label: "宣传活动", children: <PublicityEvents filter={filter} /> },
          { key: "seeds", label: "种子收缴", children: <SeedHandovers filter={filter} /> },
        ]}
      />
    </>
  );
}
