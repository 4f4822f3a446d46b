import { FileTextOutlined } from "@ant-design/icons";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Popconfirm, Upload } from "antd";
import { useMemo, useRef, useState } from "react";
import { useNavigate } from "react-router";
import { dayOf } from "@lingzhu/domain/kernel";
import { z } from "zod";
import type { SaveCampaign } from "@lingzhu/domain/campaign";
import { post } from "../../shared/api/index.ts";
import { useDraft } from "../form/index.ts";
import { useSession } from "../../shared/session/index.ts";
import { Page } from "../shell/page.tsx";
import { Pending, ProblemNote } from "../states/index.ts";
import { campaignsKey, readPlanFile, type PlanRead } from "./campaign-queries.ts";
import { PlanDesk } from "./plan-desk.tsx";
import { emptyValues, placesOfDraft, valuesOfDraft, type PlanValues } from "./plan-values.ts";
import { timeNow } from "../../shared/clock/house-time.ts";

/** A plan on the desk: what was read, and how far it is corrected. */
interface Draft {
  filename: string | null;
  read: PlanRead | null;
  values: PlanValues;
}
const Saved = z.object({ id: z.uuid() });

export function Component() {
  const [draft, keep] = useDraft<Draft>("plan-draft");
  return draft ? <Correct draft={draft} keep={keep} /> : <Choose onDraft={keep} />;
}

/** 读入方案: the file, or an empty form for a plan that exists on paper only. */
function Choose({ onDraft }: { onDraft: (draft: Draft) => void }) {
  const [problem, setProblem] = useState<unknown>(null);
  const abort = useRef<AbortController | null>(null);
  const read = useMutation({
    mutationFn: (file: File) => {
      abort.current = new AbortController();
      return readPlanFile(file, abort.current.signal);
    },
    onMutate: () => setProblem(null),
    onSuccess: (answer, file) =>
      onDraft({ filename: file.name, read: answer, values: valuesOfDraft(answer.draft) }),
    onError: (error) => {
      if (!(error instanceof DOMException)) setProblem(error);
    },
  });
  return (
    <Page title="读入方案">
      <div className="plan-upload">
        <ProblemNote error={problem} />
        {read.isPending ? (
          <div className="panel">
            <Pending doing="正在读方案" />
            <div style={{ textAlign: "center", paddingBottom: 24 }}>
              <Button onClick={() => abort.current?.abort()}>取消</Button>
            </div>
          </div>
        ) : (
          <Upload.Dragger
            accept=".docx,.txt,.pdf"
            showUploadList={false}
            beforeUpload={(file) => {
              read.mutate(file);
              return false;
            }}
          >
            <p style={{ fontSize: 34, margin: "20px 0 8px", color: "var(--action-main)" }}>
              <FileTextOutlined />
            </p>
            <p style={{ fontSize: 16, margin: 0 }}>点这里选择实施方案，或把文件拖进来</p>
            <p className="quiet" style={{ margin: "4px 0 24px" }}>
              DOCX、TXT 或 PDF。读出来的内容先由您核对，点「保存」之前什么都不会存。
            </p>
          </Upload.Dragger>
        )}
        <p className="quiet" style={{ marginTop: 16 }}>
          只有纸质方案？
          <Button
            type="link"
            style={{ padding: "0 4px" }}
            onClick={() =>
              onDraft({
                filename: null,
                read: null,
                values: { ...emptyValues, year: Number(dayOf(timeNow()).slice(0, 4)) },
              })
            }
          >
            手工填写
          </Button>
        </p>
      </div>
    </Page>
  );
}

function Correct({ draft, keep }: { draft: Draft; keep: (draft: Draft | null) => void }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  // The form owns the values from here on; what is kept only matters after a reload.
  const [initial] = useState(draft.values);
  const notUnderstood = useMemo(
    () =>
      (draft.read?.draft.notUnderstood ?? []).map((text, i) => ({
        text,
        source: draft.read?.draft.sources?.notUnderstood[i],
      })),
    [draft.read],
  );
  const places = useMemo(() => (draft.read ? placesOfDraft(draft.read.draft) : undefined), [draft.read]);
  const ours = useSession().street.name;
  const named = draft.read?.draft.street?.name;
  const save = async (campaign: SaveCampaign) => {
    const { id } = await post("/api/campaigns", campaign, Saved);
    keep(null);
    await client.invalidateQueries({ queryKey: campaignsKey });
    await navigate(`/campaigns/${id}`, { replace: true });
  };
  const { values } = draft;
  return (
    <Page
      title="核对方案"
      note={
        draft.read
          ? `${draft.filename}：读出 ${values.phases.length} 个阶段、${values.group.length} 名成员、${values.communities.length} 个社区、${values.duties.length} 项要求`
          : "手工填写"
      }
    >
      {named !== undefined && named !== ours ? (
        <Alert
          className="refusal-note"
          type="warning"
          showIcon
          role="alert"
          title={`这份方案写的是“${named}”，这里是“${ours}”`}
          description="请看是不是选错了文件。确实要用它时，请逐项核对，社区代码不属于本地的要删除或改正后才能保存。"
        />
      ) : null}
      <PlanDesk
        initial={initial}
        text={draft.read?.text ?? ""}
        {...(places ? { places } : {})}
        notUnderstood={notUnderstood}
        onChange={(next) => keep({ ...draft, values: next })}
        save={save}
        saveWord="保存方案"
        otherActions={
          <Popconfirm
            title="放弃这份草稿？"
            description="已核对的内容会清除，原文件不受影响。"
            okText="放弃"
            cancelText="继续核对"
            onConfirm={() => keep(null)}
          >
            <Button size="large">重选文件</Button>
          </Popconfirm>
        }
      />
    </Page>
  );
}
