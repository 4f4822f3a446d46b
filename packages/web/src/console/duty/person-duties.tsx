import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Button, Table } from "antd";
import { Link } from "react-router";
import { z } from "zod";
import { dutyKinds, type DutyView } from "@lingzhu/domain/duty";
import type { Day } from "@lingzhu/domain/kernel";
import { PeopleDrawing } from "../../shared/drawings/index.ts";
import { asProblem, post } from "../../shared/api/index.ts";
import { useToday } from "../../shared/clock/index.ts";
import { count } from "../../shared/format/index.ts";
import { useAbility } from "../../shared/session/index.ts";
import { PersonSelect } from "../person/person-select.tsx";
import { EmptyState, Loaded } from "../states/index.ts";
import { useDuties } from "./duty-queries.ts";

interface Props {
  personId: string | null;
  day: Day | null;
  onPerson: (id: string | null) => void;
}

/** Everything one person answers for, now or on an earlier day. */
export function PersonDuties({ personId, day, onPerson }: Props) {
  const duties = useDuties({ personId, onDay: day }, personId !== null);
  const client = useQueryClient();
  const { modal, message } = App.useApp();
  const manages = useAbility()("duty.manage");
  const today = useToday();
  const end = useMutation({
    mutationFn: (duty: DutyView) =>
      post(`/api/duties/${duty.id}/end`, { validTo: today }, z.object({ id: z.uuid() })),
    onSuccess: () =>
      Promise.all(
        ["duties", "overview", "places"].map((key) => client.invalidateQueries({ queryKey: [key] })),
      ),
    onError: (error) => void message.error(asProblem(error).detail),
  });
  const holds = (duty: DutyView) =>
    duty.validFrom <= (day ?? today) && (duty.validTo === null || (day ?? today) <= duty.validTo);
  return (
    <>
      <div className="filters">
        <div style={{ width: 280 }}>
          <PersonSelect value={personId} onChange={(id) => onPerson(typeof id === "string" ? id : null)} />
        </div>
        {duties.data && personId ? (
          <span className="quiet">
            {day ? "那天" : "现在"}负责 {count(duties.data.filter(holds).length)} 处
          </span>
        ) : null}
      </div>
      {personId === null ? (
        <div className="panel">
          <EmptyState drawing={<PeopleDrawing />} title="先选一个人">
            输入姓名，看他负责哪些地方，从哪天到哪天。
          </EmptyState>
        </div>
      ) : (
        <Loaded query={duties}>
          {(list) => (
            <Table<DutyView>
              className="panel"
              size="small"
              rowKey="id"
              dataSource={list}
              pagination={list.length > 50 ? { pageSize: 50, showSizeChanger: false } : false}
              locale={{ emptyText: <p className="quiet">没有落实到这个人的责任。</p> }}
              columns={[
                {
                  title: "地点",
                  dataIndex: "placePath",
                  render: (path: string, duty) => <Link to={`/places/${duty.placeId}`}>{path}</Link>,
                },
                { title: "种类", width: 120, render: (_, duty) => dutyKinds[duty.kind] },
                { title: "起", dataIndex: "validFrom", width: 120, align: "right" },
                {
                  title: "止",
                  width: 120,
                  align: "right",
                  render: (_, duty) => duty.validTo ?? <span className="quiet">至今</span>,
                },
                ...(manages
                  ? [
                      {
                        title: "",
                        width: 84,
                        render: (_: unknown, duty: DutyView) =>
                          duty.validTo === null ? (
                            <Button
                              type="text"
                              size="small"
                              onClick={() =>
                                modal.confirm({
                                  title: "终止这份责任？",
                                  content: `${duty.personName}对${duty.placePath}的责任到今天（${today}）为止，以后这里没有${dutyKinds[duty.kind]}，除非另外落实。以前的记录都保留。`,
                                  okText: "终止",
                                  cancelText: "取消",
                                  onOk: () => end.mutateAsync(duty).catch(() => {}),
                                })
                              }
                            >
                              终止
                            </Button>
                          ) : null,
                      },
                    ]
                  : []),
              ]}
            />
          )}
        </Loaded>
      )}
    </>
  );
}
