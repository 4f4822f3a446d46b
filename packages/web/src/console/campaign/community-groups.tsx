import { Button } from "antd";
import { useState } from "react";
import { type CampaignView } from "@lingzhu/domain/campaign";
import type { CommunityName } from "@lingzhu/domain/place";
import { useAbility } from "../../shared/session/index.ts";
import { useCommunities } from "../ledger/place-queries.ts";
import { Loaded } from "../states/index.ts";
import { GroupTable } from "./group-table.tsx";
import { GroupForm } from "./group-form.tsx";

/** 社区领导小组: the plan asks every community for one; which have none yet is said first. */
export function CommunityGroups({ campaign }: { campaign: CampaignView }) {
  const communities = useCommunities();
  const able = useAbility();
  const [editing, setEditing] = useState<CommunityName | null>(null);
  const membersOf = (placeId: string) => campaign.group.filter((member) => member.placeId === placeId);
  // The list reaches as far as the right to manage: an office sees all of them, a secretary their own.
  const manages = able("group.manage") && campaign.closedAt === null;
  return (
    <section className="panel">
      <Loaded query={communities}>
        {(list) => {
          const without = list.filter(({ id }) => membersOf(id).length === 0).length;
          return (
            <>
              <h2>
                社区领导小组
                <span className="plan-count">
                  {list.length === 0
                    ? "还没有社区"
                    : without === 0
                      ? `${list.length} 个社区都已成立`
                      : list.length === 1
                        ? "还没有成立"
                        : `${list.length} 个社区，${without} 个还没有成立`}
                </span>
              </h2>
              <ul className="group-list">
                {list.map((community) => (
                  <li key={community.id}>
                    <OneGroup name={community.name} members={membersOf(community.id)} />
                    {manages ? (
                      <Button
                        size="small"
                        aria-label={`编辑${community.name}领导小组`}
                        onClick={() => setEditing(community)}
                      >
                        {membersOf(community.id).length === 0 ? "组建" : "编辑"}
                      </Button>
                    ) : null}
                  </li>
                ))}
              </ul>
            </>
          );
        }}
      </Loaded>
      {editing ? (
        <GroupForm
          campaignId={campaign.id}
          community={editing}
          members={membersOf(editing.id)}
          onClose={() => setEditing(null)}
        />
      ) : null}
    </section>
  );
}

function OneGroup({ name, members }: { name: string; members: CampaignView["group"] }) {
  const head = members.find(({ role }) => role === "组长");
  if (members.length === 0)
    return (
      <div className="group-none">
        {name} <span className="quiet">还没有成立</span>
      </div>
    );
  return (
    <details>
      <summary>
        {name}{" "}
        <span className="quiet">
          {head ? `组长${head.name}，` : "没有组长，"}共 {members.length} 人
        </span>
      </summary>
      <GroupTable members={members} />
    </details>
  );
}
