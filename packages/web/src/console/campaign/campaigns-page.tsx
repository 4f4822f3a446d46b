import { Button } from "antd";
import { Link } from "react-router";
import { useToday } from "../../shared/clock/index.ts";
import { PlanDrawing } from "../../shared/drawings/index.ts";
import { dayRange } from "../../shared/format/index.ts";
import { useAbility } from "../../shared/session/index.ts";
import { Page } from "../shell/page.tsx";
import { EmptyState, Loaded } from "../states/index.ts";
import { useCampaigns } from "./campaign-queries.ts";
import { standing } from "./standing.ts";
import "./plan.css";

export function Component() {
  const campaigns = useCampaigns();
  const today = useToday();
  const manages = useAbility()("campaign.manage");
  const read = (
    <Link to="/campaigns/new">
      <Button type="primary">读入方案</Button>
    </Link>
  );
  return (
    <Page title="专项行动" extra={manages && campaigns.data?.length ? read : null}>
      <Loaded query={campaigns}>
        {(list) =>
          list.length === 0 ? (
            <div className="panel">
              <EmptyState drawing={<PlanDrawing />} title="还没有专项行动" action={manages ? read : null}>
                {manages
                  ? "读入今年的实施方案，阶段、领导小组和各项要求就有了，责任、踏查和报告都从这里来。"
                  : "街道禁毒办读入今年的实施方案后，这里就能看到阶段和各项要求。"}
              </EmptyState>
            </div>
          ) : (
            list.map((campaign) => (
              <Link key={campaign.id} to={`/campaigns/${campaign.id}`} className="panel campaign-card">
                <strong>{campaign.title}</strong>
                <span>{standing(campaign, today)}</span>
                <span className="quiet">
                  {dayRange(campaign.start, campaign.end)} · {campaign.phases.length} 个阶段 ·{" "}
                  {campaign.duties.length} 项要求
                </span>
              </Link>
            ))
          )
        }
      </Loaded>
    </Page>
  );
}
