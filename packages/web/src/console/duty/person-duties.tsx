import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Button, Table } from "antd";
import { Link } from "react-router";
import { z } from "zod";
import { dutyColumns, dutyKinds, type DutyView } from "@lingzhu/domain/duty";
import type { Day } from "@lingzhu/domain/kernel";
import { PeopleDrawing } from "../../shared/drawings/index.ts";
import { asProblem, post } from "../../shared/api/index.ts";
import { useToday } from "../../shared/clock/index.ts";
import { count } from "../../shared/format/index.ts";
import { useAbility } from "../../shared/session/index.ts";
import { PersonSelect } from "../person/person-select.tsx";
import { PAGE_ROWS, pagesAt, ExportButton, useFilters } from "../filter/index.ts";
import { useColumnChoice } from "../shell/column-choice.tsx";
import { RowKeys } from "../shell/row-keys.tsx";
import { EmptyState, Loaded } from "../states/index.ts";
import { useDuties } from "./duty-queries.ts";

interface Props {
  personId: string | null;
  day: Day | null;
  onPerson: (id: string | null) => void;
}

/** Everything one person answers for, now or on an earlier day. */
export function PersonDuties({ personId, day, onPerson }: Props) {
  const today = useToday();
  const [{ page }, setFilter] = useFilters(["page"]);
  const filter = { personId, onDay: day };
  const duties = useDuties({ ...filter, page: page ?? 1, limit: PAGE_ROWS }, personId !== null);
  const held = useDuties({ personId, onDay: day ?? today, limit: 1 }, personId !== null);
  const client = useQueryClient();
  const { modal, message } = App.useApp();
  const manages = useAbility()("duty.manage");
  const end = useMutation({
    mutationFn: (duty: DutyView) =>
      post(`/api/duties/${duty.id}/end`, { validTo: today }, z.object({ id: z.uuid() })),
    onSuccess: () =>
      Promise.all(
        ["duties", "overview", "places"].map((key) => client.invalidateQueries({ queryKey: [key] })),
      ),
    onError: (error) => void message.error(asProblem(error).detail),
  });
  const { columns, shown, choice } = useColumnChoice<DutyView>("duties", [
    {
      key: "person",
      title: dutyColumns.person,
      width: 110,
      atFirst: false,
      render: (_, duty) => duty.personName,
    },
    { key: "post", title: dutyColumns.post, width: 140, atFirst: false, render: (_, duty) => duty.post },
    {
      key: "place",
      title: dutyColumns.place,
      fixedIn: true,
      render: (_, duty) => <Link to={`/places/${duty.placeId}`}>{duty.placePath}</Link>,
    },
    { key: "kind", title: dutyColumns.kind, width: 120, render: (_, duty) => dutyKinds[duty.kind] },
    { key: "from", title: dutyColumns.from, width: 120, align: "right", render: (_, duty) => duty.validFrom },
    {
      key: "to",
      title: dutyColumns.to,
      width: 120,
      align: "right",
      render: (_, duty) => duty.validTo ?? <span className="quiet">至今</span>,
    },
    ...(manages
      ? [
          {
            key: "end",
            title: "办理",
            fixedIn: true as const,
            onlyHere: true as const,
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
  ]);
  return (
    <>
      <div className="filters">
        <div style={{ width: 280 }}>
          <PersonSelect value={personId} onChange={(id) => onPerson(typeof id === "string" ? id : null)} />
        </div>
        {personId && held.data ? (
          <>
            <span className="quiet">
              {day ? "那天" : "现在"}负责 {count(held.data.total)} 处
            </span>
            <div className="filters-end">
              {choice}
              <ExportButton
                path="/api/duties.xlsx"
                query={filter}
                columns={shown}
                disabled={duties.data?.total === 0}
              />
            </div>
          </>
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
          {({ items, total }) => (
            <RowKeys>
              <Table<DutyView>
                className="panel"
                size="small"
                rowKey="id"
                dataSource={items}
                pagination={pagesAt(page, total, (next) => setFilter({ page: next }))}
                locale={{ emptyText: <p className="quiet">没有落实到这个人的责任。</p> }}
                columns={columns}
              />
            </RowKeys>
          )}
        </Loaded>
      )}
    </>
  );
}
