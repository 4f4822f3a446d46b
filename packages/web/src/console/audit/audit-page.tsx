import { Button, DatePicker, Select, Table } from "antd";
import dayjs from "dayjs";
import { actNames, actWord, acts, type AuditEntryView } from "@lingzhu/domain/audit";
import { useNow } from "../../shared/clock/index.ts";
import { NothingDrawing } from "../../shared/drawings/index.ts";
import { count, momentWords } from "../../shared/format/index.ts";
import { useFilters } from "../filter/index.ts";
import { useColumnChoice, type ChosenColumn } from "../shell/column-choice.tsx";
import { DownloadButton } from "../shell/download-button.tsx";
import { MoreRows } from "../shell/more-rows.tsx";
import { Page } from "../shell/page.tsx";
import { EmptyState, Loaded } from "../states/index.ts";
import { useAuditActors, useAuditEntries } from "./audit-queries.ts";
import { detailWords } from "./detail-words.ts";
import { Verification } from "./verification.tsx";
import "./audit.css";

const columnsAt = (now: number): ChosenColumn<AuditEntryView>[] => [
  { key: "seq", fixedIn: true, title: "序号", width: 84, align: "right", render: (_, row) => count(row.seq) },
  { key: "at", title: "时间", width: 116, align: "right", render: (_, row) => momentWords(row.at, now) },
  {
    key: "actor",
    title: "谁",
    width: 190,
    render: (_, { actor }) =>
      actor ? `${actor.name}（${actor.login}）` : <span className="quiet">系统</span>,
  },
  { key: "act", title: "操作", width: 140, render: (_, row) => actWord(row.act) },
  {
    key: "content",
    title: "内容",
    render: (_, row) => <span className="audit-content">{detailWords(row.detail)}</span>,
  },
  {
    key: "object",
    title: "对象编号",
    width: 300,
    atFirst: false,
    render: (_, row) => row.objectId ?? <span className="quiet">—</span>,
  },
];

/** 审计: who did what and when, for those who read it and can change nothing. */
export function Component() {
  const [{ act, account, object, from, to }, setFilter] = useFilters([
    "act",
    "account",
    "object",
    "from",
    "to",
  ]);
  const filter = { act, accountId: account, objectId: object, from, to };
  const entries = useAuditEntries(filter);
  const actors = useAuditActors();
  const { columns, choice } = useColumnChoice("audit", columnsAt(useNow()));
  const rows = entries.data?.pages.flatMap(({ items }) => items) ?? [];
  const asked = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== null));
  return (
    <Page title="审计">
      <Verification />
      <div className="filters">
        <Select
          aria-label="操作"
          placeholder="全部操作"
          allowClear
          showSearch={{ optionFilterProp: "label" }}
          style={{ width: 180 }}
          value={act}
          onChange={(value: string | undefined) => setFilter({ act: value ?? null })}
          options={actNames.map((name) => ({ value: name, label: acts[name] }))}
        />
        <Select
          aria-label="账号"
          placeholder="全部账号"
          allowClear
          showSearch={{ optionFilterProp: "label" }}
          style={{ width: 200 }}
          value={account}
          onChange={(value: string | undefined) => setFilter({ account: value ?? null })}
          options={(actors.data ?? []).map(({ accountId, login, name }) => ({
            value: accountId,
            label: `${name}（${login}）`,
          }))}
        />
        <DatePicker.RangePicker
          aria-label="日期"
          allowEmpty={[true, true]}
          value={[from ? dayjs(from) : null, to ? dayjs(to) : null]}
          onChange={(_, texts) => setFilter({ from: texts?.[0] || null, to: texts?.[1] || null })}
        />
        {object ? (
          <Button size="small" onClick={() => setFilter({ object: null })}>
            只看一个对象，点此看全部
          </Button>
        ) : null}
        <div className="filters-end">
          {choice}
          <DownloadButton path="/api/audit/export" body={asked}>
            导出 XLSX
          </DownloadButton>
        </div>
      </div>
      <Loaded query={entries}>
        {() => (
          <div className="panel">
            {rows.length === 0 ? (
              <EmptyState drawing={<NothingDrawing />} title="没有符合条件的审计记录">
                请放宽日期、账号或操作的范围。
              </EmptyState>
            ) : (
              <Table<AuditEntryView>
                size="small"
                rowKey="seq"
                dataSource={rows}
                pagination={false}
                columns={columns}
              />
            )}
            <MoreRows query={entries} shown={rows.length} unit="条" />
          </div>
        )}
      </Loaded>
    </Page>
  );
}
