import { Input, Table } from "antd";
import { useEffect } from "react";
import { Link, useNavigate, useSearchParams } from "react-router";
import type { PersonView } from "@lingzhu/domain/person";
import { PeopleDrawing } from "../../shared/drawings/index.ts";
import { useAbility } from "../../shared/session/index.ts";
import { useCommunities } from "../ledger/place-queries.ts";
import { Page } from "../shell/page.tsx";
import { EmptyState, Loaded } from "../states/index.ts";
import { NewPerson } from "./new-person.tsx";
import { PeopleTabs } from "./people-tabs.tsx";
import { usePeople } from "./person-queries.ts";

/** 人员: those who take part in the work, with or without an account. */
export function Component() {
  const people = usePeople();
  const able = useAbility();
  const navigate = useNavigate();
  const allowed = able("person.read");
  useEffect(() => {
    if (!allowed) void navigate("/accounts", { replace: true });
  }, [allowed, navigate]);
  return (
    <Page title="人员与账号">
      <PeopleTabs here="people" />
      <Loaded query={people}>
        {(list) =>
          list.length === 0 ? (
            <div className="panel">
              <EmptyState
                drawing={<PeopleDrawing />}
                title="还没有登记人员"
                action={able("person.manage") ? <NewPerson /> : null}
              >
                读入方案时领导小组成员会自动登记；踏查队员、包保人在这里补充。
              </EmptyState>
            </div>
          ) : (
            <People list={list} manages={able("person.manage")} />
          )
        }
      </Loaded>
    </Page>
  );
}

function People({ list, manages }: { list: readonly PersonView[]; manages: boolean }) {
  const [search, setSearch] = useSearchParams();
  const text = search.get("text") ?? "";
  const withoutAccount = search.get("account") === "none";
  const communities = useCommunities();
  const communityName = (id: string | null) => communities.data?.find((one) => one.id === id)?.name ?? null;
  const shown = list.filter(
    (person) =>
      (!withoutAccount || !person.hasAccount) &&
      [person.name, person.post, person.organisation, communityName(person.communityId)].some((field) =>
        field?.includes(text),
      ),
  );
  const change = (next: Record<string, string>) => {
    const kept = { ...Object.fromEntries(search), ...next };
    setSearch(Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== "")), {
      replace: true,
    });
  };
  return (
    <section className="panel">
      <div className="people-tools">
        <Input
          allowClear
          style={{ width: 260 }}
          placeholder="姓名、职务或单位"
          aria-label="查找人员"
          value={text}
          onChange={(event) => change({ text: event.target.value })}
        />
        <button
          type="button"
          className="chip"
          aria-pressed={withoutAccount}
          onClick={() => change({ account: withoutAccount ? "" : "none" })}
        >
          还没有账号
        </button>
        <span className="quiet" role="status">
          {shown.length} 人
        </span>
        {manages ? (
          <span className="push">
            <NewPerson />
          </span>
        ) : null}
      </div>
      <Table<PersonView>
        rowKey="id"
        size="small"
        dataSource={shown}
        pagination={shown.length > 50 ? { pageSize: 50, showSizeChanger: false } : false}
        columns={[
          { title: "姓名", dataIndex: "name", width: 120 },
          { title: "职务", dataIndex: "post" },
          { title: "单位", dataIndex: "organisation" },
          { title: "社区", width: 140, render: (_v, person) => communityName(person.communityId) },
          { title: "电话", width: 140, dataIndex: "phone" },
          { title: "账号", width: 80, render: (_v, person) => (person.hasAccount ? "有" : null) },
          {
            title: "责任",
            width: 80,
            render: (_v, person) => <Link to={`/duty?personId=${person.id}`}>查看</Link>,
          },
        ]}
      />
    </section>
  );
}
