import { Input, Table } from "antd";
import { useEffect } from "react";
import { Link, useNavigate } from "react-router";
import { filterPeople, personColumns, type PersonView } from "@lingzhu/domain/person";
import { PeopleDrawing } from "../../shared/drawings/index.ts";
import { useAbility } from "../../shared/session/index.ts";
import { pagesOf, ExportButton, SavedFilters, useFilters } from "../filter/index.ts";
import { useCommunities } from "../ledger/place-queries.ts";
import { useColumnChoice, type ChosenColumn } from "../shell/column-choice.tsx";
import { Page } from "../shell/page.tsx";
import { RowKeys } from "../shell/row-keys.tsx";
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

const FILTERS = ["text", "account"] as const;

function People({ list, manages }: { list: readonly PersonView[]; manages: boolean }) {
  const [{ text, account }, setFilter] = useFilters(FILTERS);
  const communities = useCommunities();
  const nameOf = (id: string) => communities.data?.find((one) => one.id === id)?.name ?? null;
  const filter = { text: text ?? "", withoutAccount: account === "none" };
  const people = filterPeople(list, filter, nameOf);
  const { columns, shown, choice } = useColumnChoice<PersonView>("people", [
    ...columnsOf(nameOf),
    {
      key: "duties",
      title: "责任",
      fixedIn: true,
      onlyHere: true,
      width: 80,
      render: (_v, person) => (
        <Link to={`/duty?tab=person&person=${person.id}`} aria-label={`${person.name}的责任`}>
          查看
        </Link>
      ),
    },
  ]);
  return (
    <section className="panel">
      <div className="people-tools">
        <Input
          allowClear
          style={{ width: 220 }}
          placeholder="姓名、职务或单位"
          aria-label="查找人员"
          value={text ?? ""}
          onChange={(event) => setFilter({ text: event.target.value }, { replace: true })}
        />
        <button
          type="button"
          className="filter-chip"
          aria-pressed={filter.withoutAccount}
          onClick={() => setFilter({ account: filter.withoutAccount ? null : "none" })}
        >
          还没有账号
        </button>
        <SavedFilters list="people" names={FILTERS} />
        <span className="quiet" role="status">
          {people.length} 人
        </span>
        <span className="push filters-end">
          {choice}
          <ExportButton
            path="/api/people.xlsx"
            query={{ text, withoutAccount: filter.withoutAccount || null }}
            columns={shown}
            disabled={people.length === 0}
          />
          {manages ? <NewPerson /> : null}
        </span>
      </div>
      <RowKeys>
        <Table<PersonView>
          rowKey="id"
          size="small"
          dataSource={people}
          pagination={pagesOf(people)}
          columns={columns}
        />
      </RowKeys>
    </section>
  );
}

const columnsOf = (
  nameOf: (communityId: string) => string | null,
): ChosenColumn<PersonView, keyof typeof personColumns>[] => [
  { key: "name", title: personColumns.name, fixedIn: true, width: 120, render: (_v, { name }) => name },
  { key: "post", title: personColumns.post, render: (_v, { post }) => post },
  { key: "organisation", title: personColumns.organisation, render: (_v, { organisation }) => organisation },
  {
    key: "community",
    title: personColumns.community,
    width: 140,
    render: (_v, { communityId }) => communityId && nameOf(communityId),
  },
  { key: "phone", title: personColumns.phone, width: 140, render: (_v, { phone }) => phone },
  {
    key: "account",
    title: personColumns.account,
    width: 80,
    render: (_v, { hasAccount }) => (hasAccount ? "有" : null),
  },
];
