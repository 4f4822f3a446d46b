import { Button, Tabs } from "antd";
import { useState } from "react";
import { longDay } from "@lingzhu/domain/kernel";
import { useAbility } from "../../shared/session/index.ts";
import { useFilters } from "../filter/index.ts";
import { useAsOf } from "../ribbon/as-of.ts";
import { Page } from "../shell/page.tsx";
import { AssignDesk } from "./assign-desk.tsx";
import { DutyImport } from "./duty-import.tsx";
import { Gaps } from "./gaps.tsx";
import { PersonDuties } from "./person-duties.tsx";
import "./duty.css";

/** 责任: who answers for what, and what nobody answers for. */
export function Component() {
  const asOf = useAsOf();
  const manages = useAbility()("duty.manage");
  const [{ tab, person }, setFilter] = useFilters(["tab", "person", "place", "gaps", "community", "page"]);
  const [importing, setImporting] = useState(false);
  const active = person ? "person" : (tab ?? "gaps");
  return (
    <Page
      title="责任"
      note={asOf ? `${longDay(asOf)}那天的情况` : "每一户、每块地，哪一天由谁负责"}
      extra={manages ? <Button onClick={() => setImporting(true)}>导入包保表</Button> : null}
    >
      <Tabs
        activeKey={active}
        onChange={(key) =>
          setFilter({ tab: key === "gaps" ? null : key, person: null, place: null, page: null })
        }
        items={[
          { key: "gaps", label: "无人负责", children: <Gaps day={asOf} /> },
          ...(manages ? [{ key: "assign", label: "落实责任", children: <AssignDesk /> }] : []),
          {
            key: "person",
            label: "按人查",
            children: (
              <PersonDuties
                personId={person}
                day={asOf}
                onPerson={(id) => setFilter({ person: id, tab: "person", page: null })}
              />
            ),
          },
        ]}
      />
      {importing ? <DutyImport onClose={() => setImporting(false)} /> : null}
    </Page>
  );
}
