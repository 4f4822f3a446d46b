import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Button, Form, Input, Select } from "antd";
import { useState } from "react";
import type { Day } from "@lingzhu/domain/kernel";
import type { CreateTeam, TeamView } from "@lingzhu/domain/patrol";
import { useToday } from "../../shared/clock/index.ts";
import { PeopleDrawing } from "../../shared/drawings/index.ts";
import { asProblem, post } from "../../shared/api/index.ts";
import { shortDay } from "../../shared/format/index.ts";
import { useAbility } from "../../shared/session/index.ts";
import { DayField, FormDialog } from "../form/index.ts";
import { PersonSelect } from "../person/person-select.tsx";
import { useCommunities } from "../ledger/place-queries.ts";
import { EmptyState, Loaded } from "../states/index.ts";
import { MadeId, useTeams } from "./round-queries.ts";

/** 踏查组: who is in it, from when to when. */
export function Teams({ campaignId }: { campaignId: string }) {
  const teams = useTeams(campaignId);
  const communities = useCommunities();
  const manages = useAbility()("team.manage");
  const [making, setMaking] = useState(false);
  const make = (
    <Button type="primary" onClick={() => setMaking(true)}>
      新建组
    </Button>
  );
  return (
    <>
      <Loaded query={teams}>
        {(list) =>
          list.length === 0 ? (
            <div className="panel">
              <EmptyState drawing={<PeopleDrawing />} title="还没有踏查组" action={manages ? make : null}>
                把民警、社区干部、禁毒社工和志愿者编成组，片分给组，组员登录手机就看到今天的户。
              </EmptyState>
            </div>
          ) : (
            <>
              {manages ? <div className="filters">{make}</div> : null}
              <div className="team-list">
                {list.map((team) => (
                  <TeamCard
                    key={team.id}
                    team={team}
                    manages={manages}
                    community={communities.data?.find(({ id }) => id === team.communityId)?.name ?? null}
                  />
                ))}
              </div>
            </>
          )
        }
      </Loaded>
      {making ? <NewTeam campaignId={campaignId} onClose={() => setMaking(false)} /> : null}
    </>
  );
}

const inTeam = (member: TeamView["members"][number], day: Day) =>
  member.validFrom <= day && (member.validTo === null || day <= member.validTo);

function TeamCard({
  team,
  manages,
  community,
}: {
  team: TeamView;
  manages: boolean;
  community: string | null;
}) {
  const client = useQueryClient();
  const { modal, message } = App.useApp();
  const [adding, setAdding] = useState(false);
  const today = useToday();
  const end = useMutation({
    mutationFn: (memberId: string) =>
      post(`/api/teams/${team.id}/members/${memberId}/end`, { day: today }, MadeId),
    onSuccess: () => client.invalidateQueries({ queryKey: ["teams"] }),
    onError: (error) => void message.error(asProblem(error).detail),
  });
  const present = team.members.filter((member) => inTeam(member, today));
  const others = team.members.filter((member) => !inTeam(member, today));
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{team.name}</h2>
        <span className="quiet">
          {community ?? "全街道"} · 今天 {present.length} 人
        </span>
        {manages ? (
          <Button size="small" className="end" onClick={() => setAdding(true)}>
            加组员
          </Button>
        ) : null}
      </div>
      <ul className="team-members">
        {[...present, ...others].map((member) => (
          <li key={member.id} data-away={inTeam(member, today) ? undefined : ""}>
            <span>{member.name}</span>
            <span className="quiet">{member.post}</span>
            <span className="quiet number">
              {shortDay(member.validFrom)}起{member.validTo ? `，至 ${shortDay(member.validTo)}` : ""}
            </span>
            {manages && inTeam(member, today) && member.validTo === null ? (
              <Button
                size="small"
                type="text"
                onClick={() =>
                  modal.confirm({
                    title: `${member.name}今天起离开${team.name}？`,
                    content: "今天仍算在组内，明天起手机上不再有这个组的任务。以前的记录都保留。",
                    okText: "离组",
                    cancelText: "取消",
                    onOk: () => end.mutateAsync(member.id).catch(() => {}),
                  })
                }
              >
                离组
              </Button>
            ) : (
              <span />
            )}
          </li>
        ))}
      </ul>
      {adding ? <AddMember team={team} onClose={() => setAdding(false)} /> : null}
    </section>
  );
}

function AddMember({ team, onClose }: { team: TeamView; onClose: () => void }) {
  const client = useQueryClient();
  return (
    <FormDialog<{ personId: string; day: Day }, { id: string }>
      title={`${team.name}加组员`}
      word="加入"
      draft={`member:${team.id}`}
      start={{ day: useToday() }}
      send={(values) => post(`/api/teams/${team.id}/members`, values, MadeId)}
      onSaved={() => client.invalidateQueries({ queryKey: ["teams"] })}
      onClose={onClose}
    >
      <Form.Item name="personId" label="人员" rules={[{ required: true, message: "请选择人员" }]}>
        <PersonSelect />
      </Form.Item>
      <Form.Item name="day" label="从哪天起" rules={[{ required: true, message: "请选择日期" }]}>
        <DayField />
      </Form.Item>
    </FormDialog>
  );
}

function NewTeam({ campaignId, onClose }: { campaignId: string; onClose: () => void }) {
  const client = useQueryClient();
  const communities = useCommunities();
  return (
    <FormDialog<CreateTeam, { id: string }>
      title="新建踏查组"
      word="建立"
      draft="team"
      start={{ validFrom: useToday() }}
      send={(values) =>
        post("/api/teams", { ...values, campaignId, communityId: values.communityId ?? null }, MadeId)
      }
      onSaved={() => client.invalidateQueries({ queryKey: ["teams"] })}
      onClose={onClose}
    >
      <Form.Item name="name" label="组名" rules={[{ required: true, message: "请填写组名" }]}>
        <Input maxLength={40} placeholder="例：振兴一组" />
      </Form.Item>
      <Form.Item name="communityId" label="属于哪个社区" required={false}>
        <Select
          allowClear
          placeholder="全街道"
          options={communities.data?.map(({ id, name }) => ({ value: id, label: name })) ?? []}
        />
      </Form.Item>
      <Form.Item name="memberIds" label="组员" rules={[{ required: true, message: "至少选一名组员" }]}>
        <PersonSelect multiple />
      </Form.Item>
      <Form.Item name="validFrom" label="从哪天起" rules={[{ required: true, message: "请选择日期" }]}>
        <DayField />
      </Form.Item>
    </FormDialog>
  );
}
