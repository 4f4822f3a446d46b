import { Table, Tabs } from "antd";
import type { ReactNode } from "react";
import type { LedgerImport } from "@lingzhu/domain/place";
import { count } from "../../shared/format/index.ts";
import { DownloadButton } from "../shell/download-button.tsx";

type Difference = NonNullable<LedgerImport["difference"]>;

const figures = (done: boolean): { key: keyof Difference & string; word: string; note: string }[] => [
  { key: "created", word: done ? "已新增" : "将新增", note: "台账里还没有" },
  { key: "changed", word: done ? "已更新" : "将更新", note: "有几项和表里不同" },
  { key: "unchanged", word: "不变", note: "和表里一样" },
  { key: "missing", word: "表里没有", note: "台账有、表里没有，保留不动" },
  { key: "rejected", word: done ? "未导入" : "不导入", note: "有问题的行，不影响其他行" },
];

/** 试算结果: what the import will do, or did, in five figures; every figure opens its rows. */
export function ImportDifference({
  data,
  done = false,
  children,
}: {
  data: LedgerImport;
  done?: boolean;
  children: ReactNode;
}) {
  const { difference } = data;
  if (!difference) return null;
  return (
    <>
      <div className="panel import-figures">
        {figures(done).map(({ key, word, note }) => (
          <div key={key}>
            <span>{word}</span>
            <strong>{count(difference[key] as number)}</strong>
            <span className="quiet">{note}</span>
          </div>
        ))}
      </div>
      <div style={{ display: "flex", gap: 12, marginBottom: 16 }}>{children}</div>
      <section className="panel">
        <Tabs
          tabBarStyle={{ padding: "0 16px", marginBottom: 8 }}
          defaultActiveKey={difference.rejected > 0 ? "rejected" : "created"}
          items={[
            {
              key: "rejected",
              label: `有问题的行 ${count(difference.rejected)}`,
              disabled: difference.rejected === 0,
              children: <Rejected data={data} difference={difference} />,
            },
            {
              key: "created",
              label: `新增 ${count(difference.created)}`,
              disabled: difference.created === 0,
              children: <Paths paths={difference.createdSample} total={difference.created} />,
            },
            {
              key: "changed",
              label: `更新 ${count(difference.changed)}`,
              disabled: difference.changed === 0,
              children: (
                <Paths
                  paths={difference.changedSample.map(
                    ({ path, fields }) => `${path}（${fields.join("、")}）`,
                  )}
                  total={difference.changed}
                />
              ),
            },
            {
              key: "missing",
              label: `表里没有 ${count(difference.missing)}`,
              disabled: difference.missing === 0,
              children: <Paths paths={difference.missingSample} total={difference.missing} />,
            },
          ]}
        />
      </section>
    </>
  );
}

function Rejected({ data, difference }: { data: LedgerImport; difference: Difference }) {
  return (
    <div className="import-lists">
      <div style={{ display: "flex", alignItems: "center", gap: 12, paddingBottom: 10 }}>
        <DownloadButton path={`/api/ledger/imports/${data.id}/rejected.xlsx`}>下载有问题的行</DownloadButton>
        <span className="quiet">改好后把这张表再导入一次就行，其他行不会重复。</span>
      </div>
      <Table
        size="small"
        rowKey={(one) => `${one.row}:${one.column}:${one.reason}`}
        pagination={difference.rejectedSample.length > 20 ? { pageSize: 20, showSizeChanger: false } : false}
        dataSource={difference.rejectedSample}
        columns={[
          { title: "行号", dataIndex: "row", width: 80, align: "right" },
          { title: "列", dataIndex: "column", width: 160 },
          { title: "原因", dataIndex: "reason" },
        ]}
      />
    </div>
  );
}

function Paths({ paths, total }: { paths: readonly string[]; total: number }) {
  return (
    <div className="import-lists">
      <ul>
        {paths.map((path) => (
          <li key={path}>{path}</li>
        ))}
      </ul>
      {total > paths.length ? (
        <p className="quiet" style={{ margin: "8px 0 0" }}>
          以上是前 {count(paths.length)} 处，共 {count(total)} 处。
        </p>
      ) : null}
    </div>
  );
}
