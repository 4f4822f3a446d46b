import { Tabs } from "antd";
import type { CampaignView } from "@lingzhu/domain/campaign";
import { useAbility } from "../../shared/session/index.ts";
import { OfCampaign } from "../campaign/campaign-choice.tsx";
import { ConflictList } from "../conflict/conflict-list.tsx";
import { useFilters } from "../filter/index.ts";
import { Page } from "../shell/page.tsx";
import { Loaded } from "../states/index.ts";
import { OutreachCommunities } from "./outreach-communities.tsx";
import { OutreachPlaces } from "./outreach-places.tsx";
import { useOutreach } from "./outreach-queries.ts";
import "./outreach.css";

/** 入户: notices and commitments over the whole register, and who has none. */
export function Component() {
  return (
    <Page title="入户" note="告知书送达每一户，重点户、重点地块另签承诺书">
      <OfCampaign>{(campaign) => <Shown key={campaign.id} campaign={campaign} />}</OfCampaign>
    </Page>
  );
}

function Shown({ campaign }: { campaign: CampaignView }) {
  const outreach = useOutreach(campaign.id);
  const able = useAbility();
  const [{ tab }, setFilter] = useFilters(["tab", "show", "community"]);
  return (
    <Loaded query={outreach}>
      {(summary) => (
        <>
          <OutreachCommunities summary={summary} />
          <Tabs
            destroyOnHidden
            activeKey={tab ?? "places"}
            onChange={(key) => setFilter({ tab: key === "places" ? null : key, show: null, community: null })}
            items={[
              { key: "places", label: "逐户清单", children: <OutreachPlaces campaignId={campaign.id} /> },
              ...(able("coverage.read")
                ? [
                    {
                      key: "conflicts",
                      label: "结果不一致",
                      children: <ConflictList filter={{ campaignId: campaign.id }} />,
                    },
                  ]
                : []),
            ]}
          />
        </>
      )}
    </Loaded>
  );
}
