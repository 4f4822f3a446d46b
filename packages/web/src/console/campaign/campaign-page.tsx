import { Button, Select } from "antd";
import { useMemo, useState } from "react";
import { Link, useParams } from "react-router";
import { planDutyKinds, type CampaignView, type TextSpan } from "@lingzhu/domain/campaign";
import { useToday } from "../../shared/clock/index.ts";
import { dayRange } from "../../shared/format/index.ts";
import { useAbility } from "../../shared/session/index.ts";
import { Page } from "../shell/page.tsx";
import { Loaded } from "../states/index.ts";
import { CommunityGroups } from "./community-groups.tsx";
import { useCampaign } from "./campaign-queries.ts";
import { GroupTable } from "./group-table.tsx";
import { standing } from "./standing.ts";
import { PlanSource } from "./plan-source.tsx";
import { findSpan } from "./plan-text.ts";
import "./plan.css";

/** 专项行动: what the plan says, and where the season stands in it. */
export function Component() {
  const { id = "" } = useParams();
  const campaign = useCampaign(id);
  const able = useAbility();
  const today = useToday();
  return (
    <Page
      title={campaign.data?.title ?? "专项行动"}
      note={campaign.data ? standing(campaign.data, today) : null}
      extra={
        campaign.data ? (
          <>
            {able("campaign.manage") ? (
              <Link to={`/campaigns/${id}/edit`}>
                <Button>更正方案</Button>
              </Link>
            ) : null}
            {able("report.write") ? (
              <Link to={`/campaigns/${id}/report`}>
                <Button>总结报告</Button>
              </Link>
            ) : null}
          </>
        ) : null
      }
    >
      <Loaded query={campaign}>{(view) => <Shown campaign={view} today={today} />}</Loaded>
    </Page>
  );
}

function Shown({ campaign, today }: { campaign: CampaignView; today: string }) {
  const [now, setNow] = useState<TextSpan | null>(null);
  const [kind, setKind] = useState<string | null>(null);
  const able = useAbility();
  const group = campaign.group.filter((member) => member.placeId === null);
  const duties = useMemo(
    () =>
      campaign.duties.map((duty, index) => ({
        ...duty,
        index,
        span: findSpan(campaign.planText, duty.text),
      })),
    [campaign],
  );
  const kinds = Object.entries(planDutyKinds).filter(([one]) => duties.some((duty) => duty.kind === one));
  const read = useMemo(() => duties.flatMap((duty) => duty.span ?? []), [duties]);
  return (
    <div className="campaign-columns">
      <div>
        <section className="panel">
          <h2>阶段</h2>
          <div className="panel-body">
            <div className="quiet">{dayRange(campaign.start, campaign.end)}</div>
            <ul className="plain-list">
              {campaign.phases.map((phase) => {
                const running = phase.start <= today && today <= phase.end;
                return (
                  <li key={phase.id} className="phase-line" data-now={running}>
                    <span aria-hidden="true">{today > phase.end ? "✓" : running ? "▸" : "○"}</span>
                    <span>
                      {phase.name}
                      {running ? <span className="spoken">（进行中）</span> : null}
                    </span>
                    <span className="quiet">{dayRange(phase.start, phase.end)}</span>
                  </li>
                );
              })}
            </ul>
          </div>
        </section>
        {campaign.goals.length > 0 ? (
          <section className="panel">
            <h2>目标</h2>
            <ul className="plain-list panel-body">
              {campaign.goals.map((goal) => (
                <li key={goal}>{goal}</li>
              ))}
            </ul>
          </section>
        ) : null}
        <section className="panel">
          <h2>
            领导小组<span className="plan-count">{group.length} 人</span>
          </h2>
          <div className="panel-body">
            {group.length === 0 ? <span className="quiet">方案里没有列出领导小组。</span> : null}
            <GroupTable members={group} />
            {campaign.office ? (
              <p className="quiet" style={{ margin: "8px 0 0" }}>
                {[
                  campaign.office.at ? `办公室设在${campaign.office.at}` : null,
                  campaign.office.head ? `主任${campaign.office.head}` : null,
                ]
                  .filter(Boolean)
                  .join("，")}
              </p>
            ) : null}
          </div>
        </section>
        {able("community.read") ? <CommunityGroups campaign={campaign} /> : null}
      </div>
      <div>
        <section className="panel">
          <h2 style={{ display: "flex", alignItems: "center" }}>
            方案要求<span className="plan-count">{duties.length} 项</span>
            <Select
              aria-label="按类别筛选"
              size="small"
              allowClear
              placeholder="全部类别"
              style={{ marginLeft: "auto", width: 132, fontWeight: 400 }}
              value={kind}
              onChange={(value) => setKind(value ?? null)}
              options={kinds.map(([value, label]) => ({ value, label }))}
            />
          </h2>
          <ul
            className="plain-list panel-body"
            style={{ maxHeight: "max(220px, calc((100vh - 290px) / 2))", overflowY: "auto" }}
          >
            {duties
              .filter((duty) => kind === null || duty.kind === kind)
              .map((duty) => (
                <li key={duty.index} className="duty-line">
                  <span>{planDutyKinds[duty.kind as keyof typeof planDutyKinds] ?? duty.kind}</span>
                  <span>
                    {duty.text}
                    {duty.span ? (
                      <Button
                        type="link"
                        size="small"
                        style={{ padding: "0 0 0 6px", height: 22 }}
                        onClick={() => setNow(duty.span)}
                      >
                        看原文
                      </Button>
                    ) : null}
                  </span>
                </li>
              ))}
          </ul>
        </section>
        {campaign.planText ? (
          <section
            className="panel plan-aside"
            style={{ position: "static", maxHeight: "max(280px, calc((100vh - 200px) / 2))" }}
          >
            <h2>原文</h2>
            <PlanSource text={campaign.planText} read={read} unread={none} now={now} />
          </section>
        ) : null}
      </div>
    </div>
  );
}
const none: readonly TextSpan[] = [];
