import { App, Form, Input, Modal } from "antd";
import { ApproveVisit } from "@lingzhu/domain/presence";
import { issuesAtFields, useFirmAfterTry, zodRule } from "../form/index.ts";
import { ProblemNote } from "../states/index.ts";
import { useApproval } from "./presence-queries.ts";

/** 认定到户, or taking it back: a second look at what it means, and a reason. */
export function ApproveDialog({
  visitId,
  what,
  type,
  onClose,
}: {
  visitId: string;
  /** Whose visit, where and when, in words. */
  what: string;
  type: "approve" | "withdraw";
  onClose: () => void;
}) {
  const [form] = Form.useForm<{ reason: string }>();
  const { message } = App.useApp();
  const approves = type === "approve";
  const approval = useApproval(visitId, () => {
    void message.success(approves ? "已认定，记在您的名下" : "已收回认定");
    onClose();
  });
  return (
    <Modal
      open
      title={approves ? "认定确已到户" : "收回认定"}
      okText={approves ? "认定" : "收回"}
      cancelText="取消"
      confirmLoading={approval.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
      destroyOnHidden
    >
      <p style={{ marginTop: 0 }}>{what}</p>
      <p className="quiet">
        {approves
          ? "认定后这一次算作可信到户，系统评定的等级和理由不变，您的姓名和依据一并显示，并记入审计。"
          : "收回后这一次按系统评定的等级计算。两次决定都会保留。"}
      </p>
      <ProblemNote error={approval.error} />
      <Form<{ reason: string }>
        form={form}
        layout="vertical"
        {...useFirmAfterTry()}
        onFinish={({ reason }) =>
          approval.mutate({ type, reason }, { onError: (error) => void issuesAtFields(form, error) })
        }
      >
        <Form.Item
          name="reason"
          label={approves ? "依据" : "理由"}
          required
          rules={[zodRule(ApproveVisit.shape.reason)]}
        >
          <Input.TextArea
            autoSize={{ minRows: 2 }}
            maxLength={200}
            placeholder={approves ? "例：已电话问过住户，当天上午确有人来" : "例：与住户核实，当天没有人来"}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}
