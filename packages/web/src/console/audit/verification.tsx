import { Alert, Button } from "antd";
import type { AuditVerdict } from "@lingzhu/domain/audit";
import { asProblem } from "../../shared/api/index.ts";
import { count } from "../../shared/format/index.ts";
import { DownloadButton } from "../shell/download-button.tsx";
import { useVerification } from "./audit-queries.ts";

const wordsOf = ({ ok, entries, firstBad }: AuditVerdict): string =>
  ok
    ? `${count(entries)} 条逐一核对，没有改动、缺失或错序。`
    : `第 ${count(firstBad!.seq)} 条起不可信：${firstBad!.reason}。请保留现场，联系上级。`;

/** 校验: the chain walked on request, and the signed heads to keep elsewhere. */
export function Verification() {
  const verification = useVerification();
  const { data, error, isPending, mutate } = verification;
  return (
    <section className="panel audit-verify">
      <div>
        <strong>审计链</strong>
        <p className="quiet">
          每条记录都含前一条的摘要，任何改动、删除和调换都会显出来。每天零点签署链头；把链头文件存到另一台机器，还能查出整段重写。
        </p>
      </div>
      <div className="audit-verify-acts">
        <Button loading={isPending} onClick={() => mutate()}>
          {isPending ? "正在逐条核对" : "现在校验"}
        </Button>
        <DownloadButton path="/api/audit/heads">下载链头</DownloadButton>
      </div>
      <div role="status" className="audit-verdict">
        {data ? <Alert type={data.ok ? "success" : "error"} showIcon title={wordsOf(data)} /> : null}
        {error ? <Alert type="warning" showIcon title={asProblem(error).detail} /> : null}
      </div>
    </section>
  );
}
