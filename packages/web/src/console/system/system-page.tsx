import { CheckCircleOutlined, ExclamationCircleOutlined, WarningOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Table } from "antd";
import { levelWords, SystemView, type CheckView } from "@lingzhu/domain/system";
import { get } from "../../shared/api/index.ts";
import { Page } from "../shell/page.tsx";
import { Loaded } from "../states/index.ts";
import "./system.css";

const MARKS = {
  ok: <CheckCircleOutlined />,
  warn: <ExclamationCircleOutlined />,
  bad: <WarningOutlined />,
} as const;

const summary = ({ level, checks }: SystemView): string => {
  const open = checks.filter((check) => check.level !== "ok").length;
  return level === "ok" ? `${checks.length} 项全部正常` : `${checks.length} 项中有 ${open} 项要处理`;
};

/** 系统: how the installation stands and what to do, for whoever keeps the machine. */
export function Component() {
  const system = useQuery({ queryKey: ["system"], queryFn: () => get("/api/system", SystemView) });
  return (
    <Page
      title="系统"
      note={system.data ? summary(system.data) : null}
      extra={
        <Button loading={system.isFetching} onClick={() => void system.refetch()}>
          重新检查
        </Button>
      }
    >
      <Loaded query={system}>
        {({ checks }) => (
          <section className="panel">
            <Table<CheckView>
              rowKey="name"
              size="small"
              dataSource={checks}
              pagination={false}
              columns={[
                {
                  title: "状况",
                  width: 104,
                  render: (_, { level }) => (
                    <span className={`system-level system-${level}`}>
                      {MARKS[level]} {levelWords[level]}
                    </span>
                  ),
                },
                { title: "检查", width: 150, dataIndex: "word" },
                {
                  title: "说明",
                  render: (_, { words, advice }) => (
                    <>
                      <div className="system-words">{words}</div>
                      {advice ? <div className="system-advice">{advice}</div> : null}
                    </>
                  ),
                },
              ]}
            />
          </section>
        )}
      </Loaded>
    </Page>
  );
}
