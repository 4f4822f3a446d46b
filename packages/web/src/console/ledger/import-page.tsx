import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Progress, Steps } from "antd";
import { useEffect, useState } from "react";
import { Link, useParams } from "react-router";
import type { CheckLedger, LedgerImport } from "@lingzhu/domain/place";
import { count } from "../../shared/format/index.ts";
import { Page } from "../shell/page.tsx";
import { Loaded, ProblemNote } from "../states/index.ts";
import { applyLedger, checkLedger, importsKey, useImport } from "./import-queries.ts";
import { ImportDifference } from "./import-difference.tsx";
import { ImportMapping } from "./import-mapping.tsx";
import { placesKey } from "./place-queries.ts";
import "./ledger.css";

const stepOf: Record<LedgerImport["state"], number> = {
  read: 1,
  checking: 2,
  checked: 2,
  importing: 3,
  failed: 1,
  done: 4,
};

/** One ledger import from its file to the ledger: columns, dry run, confirmation, progress, result. */
export function Component() {
  const { id = "" } = useParams();
  const query = useImport(id);
  return (
    <Page title={query.data?.filename ?? "导入台账"} note={<Link to="/ledger/imports">全部导入</Link>}>
      <Loaded query={query}>{(data) => <Stage data={data} />}</Loaded>
    </Page>
  );
}

function Stage({ data }: { data: LedgerImport }) {
  const client = useQueryClient();
  const [mappingAgain, setMappingAgain] = useState(false);
  const take = (answer: LedgerImport) => client.setQueryData([...importsKey, answer.id], answer);
  const check = useMutation({
    mutationFn: (answers: CheckLedger) => checkLedger(data.id, answers),
    onSuccess: (answer) => {
      setMappingAgain(false);
      take(answer);
    },
  });
  const apply = useMutation({ mutationFn: () => applyLedger(data.id), onSuccess: take });

  const { state } = data;
  useEffect(() => {
    if (state === "done") void client.invalidateQueries({ queryKey: placesKey });
    void client.invalidateQueries({ queryKey: importsKey, exact: true });
  }, [state, client]);

  const mapping = state === "read" || state === "failed" || mappingAgain;
  return (
    <>
      <div className="panel import-steps">
        <Steps
          size="small"
          current={mapping ? 1 : stepOf[state]}
          items={[{ title: "选择文件" }, { title: "核对列名" }, { title: "试算" }, { title: "导入" }]}
        />
      </div>
      <ProblemNote error={check.error ?? apply.error} />
      {state === "failed" ? (
        <Alert
          className="refusal-note"
          type="error"
          showIcon
          role="alert"
          title="上一次没有完成"
          description={data.problem ?? "台账没有变化，请核对列名后重新试算。"}
        />
      ) : null}
      {mapping ? (
        <ImportMapping
          data={data}
          busy={check.isPending}
          onCheck={(answers) => check.mutate(answers)}
          onBack={mappingAgain ? () => setMappingAgain(false) : null}
        />
      ) : null}
      {!mapping && (state === "checking" || state === "importing") ? <Working data={data} /> : null}
      {!mapping && state === "checked" ? (
        <ImportDifference data={data}>
          <Button type="primary" size="large" loading={apply.isPending} onClick={() => apply.mutate()}>
            {confirmWord(data)}
          </Button>
          <Button size="large" onClick={() => setMappingAgain(true)}>
            改列名重新试算
          </Button>
        </ImportDifference>
      ) : null}
      {!mapping && state === "done" ? (
        <ImportDifference data={data} done>
          <Link to="/ledger">
            <Button type="primary" size="large">
              看台账
            </Button>
          </Link>
          <Link to="/duty">
            <Button size="large">去落实包保责任</Button>
          </Link>
        </ImportDifference>
      ) : null}
    </>
  );
}

function confirmWord({ difference }: LedgerImport): string {
  if (!difference) return "确认导入";
  const { created, changed, rejected } = difference;
  if (created + changed === 0) return "确认（没有要改的）";
  const touched = [
    created > 0 ? `新增 ${count(created)}` : null,
    changed > 0 ? `更新 ${count(changed)}` : null,
  ]
    .filter(Boolean)
    .join("、");
  return `确认导入：${touched}${rejected > 0 ? `，跳过 ${count(rejected)} 行` : ""}`;
}

function Working({ data }: { data: LedgerImport }) {
  const { progress, state } = data;
  const percent = progress && progress.total > 0 ? Math.floor((progress.done / progress.total) * 100) : 0;
  return (
    <section className="panel" style={{ padding: "40px 48px" }} role="status">
      <h2 style={{ border: 0, padding: 0, fontSize: 17 }}>
        {state === "checking" ? "正在试算" : "正在导入"}
      </h2>
      <Progress percent={percent} />
      <div className="quiet">
        {progress && progress.total > 0
          ? `${progress.doing}：${count(progress.done)} / ${count(progress.total)} 行`
          : "正在准备"}
        。可以离开这一页，回来还能看到结果。
      </div>
    </section>
  );
}
