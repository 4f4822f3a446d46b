import { TableOutlined } from "@ant-design/icons";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Table, Upload } from "antd";
import { useRef, useState } from "react";
import { Link, useNavigate } from "react-router";
import { ledgerStates, type LedgerImport } from "@lingzhu/domain/place";
import { useNow } from "../../shared/clock/index.ts";
import { count, fileSize, momentWords } from "../../shared/format/index.ts";
import { Page } from "../shell/page.tsx";
import { Loaded, Pending, ProblemNote } from "../states/index.ts";
import { importsKey, uploadLedger, useImports } from "./import-queries.ts";
import "./ledger.css";

/** 导入台账: choose a file, and see what became of earlier ones. */
export function Component() {
  const imports = useImports();
  const now = useNow();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [problem, setProblem] = useState<unknown>(null);
  const abort = useRef<AbortController | null>(null);
  const send = useMutation({
    mutationFn: (file: File) => {
      abort.current = new AbortController();
      return uploadLedger(file, abort.current.signal);
    },
    onMutate: () => setProblem(null),
    onSuccess: async (made) => {
      client.setQueryData([...importsKey, made.id], made);
      await client.invalidateQueries({ queryKey: importsKey, exact: true });
      await navigate(`/ledger/imports/${made.id}`);
    },
    onError: (error) => {
      if (!(error instanceof DOMException)) setProblem(error);
    },
  });
  const sending = send.isPending ? send.variables : null;
  return (
    <Page title="导入台账" note={<Link to="/ledger">回到台账</Link>}>
      <div style={{ maxWidth: 860 }}>
        <ProblemNote error={problem} />
        {sending ? (
          <div className="panel" style={{ textAlign: "center", paddingBottom: 24 }}>
            <Pending doing={`正在读 ${sending.name}（${fileSize(sending.size)}）`} />
            <Button onClick={() => abort.current?.abort()}>取消</Button>
          </div>
        ) : (
          <Upload.Dragger
            accept=".xlsx,.csv"
            showUploadList={false}
            beforeUpload={(file) => {
              send.mutate(file);
              return false;
            }}
          >
            <p style={{ fontSize: 34, margin: "20px 0 8px", color: "var(--action-main)" }}>
              <TableOutlined />
            </p>
            <p style={{ fontSize: 16, margin: 0 }}>点这里选择住户、地块表，或把文件拖进来</p>
            <p className="quiet" style={{ margin: "4px 24px 24px" }}>
              XLSX 或 CSV，表头叫什么都行，下一步核对。先试算、后导入，确认之前台账不会变。
            </p>
          </Upload.Dragger>
        )}
        <Loaded query={imports}>
          {(list) =>
            list.length === 0 ? null : (
              <section className="panel" style={{ marginTop: 16 }}>
                <h2>以前的导入</h2>
                <Table<LedgerImport>
                  rowKey="id"
                  size="small"
                  pagination={false}
                  dataSource={list}
                  columns={[
                    {
                      title: "文件",
                      render: (_v, one) => <Link to={`/ledger/imports/${one.id}`}>{one.filename}</Link>,
                    },
                    {
                      title: "行数",
                      align: "right",
                      width: 96,
                      render: (_v, one) => (one.rows === null ? null : count(one.rows)),
                    },
                    { title: "状态", width: 200, render: (_v, one) => ledgerStates[one.state] },
                    {
                      title: "上传时间",
                      width: 140,
                      render: (_v, one) => momentWords(one.uploadedAt, now),
                    },
                  ]}
                />
              </section>
            )
          }
        </Loaded>
      </div>
    </Page>
  );
}
