import { App, Form, Input, Modal } from "antd";
import { RetractionBody } from "@lingzhu/domain/sync";
import { issuesAtFields, useFirmAfterTry, zodRule } from "../form/index.ts";
import { ProblemNote } from "../states/index.ts";
import { useRetraction } from "./conflict-queries.ts";

/** 撤回一条记录: what it touches, and a reason. */
export function RetractDialog({
  factId,
  what,
  onClose,
}: {
  factId: string;
  /** The record in words. */
  what: string;
  onClose: () => void;
}) {
  const [form] = Form.useForm<{ reason: string }>();
  const { message } = App.useApp();
  const retraction = useRetraction(factId, () => {
    void message.success("已撤回，原记录保留");
    onClose();
  });
  return (
    <Modal
      open
      title="撤回这条记录"
      okText="撤回"
      okButtonProps={{ danger: true }}
      cancelText="取消"
      confirmLoading={retraction.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
      destroyOnHidden
    >
      <p style={{ marginTop: 0 }}>{what}</p>
      <p className="quiet">撤回后不再计入，地点的状态按其余记录重新算；原记录、撤回人和理由都会保留。</p>
      <ProblemNote error={retraction.error} />
      <Form<{ reason: string }>
        form={form}
        layout="vertical"
        {...useFirmAfterTry()}
        onFinish={(values) =>
          retraction.mutate(values, { onError: (error) => void issuesAtFields(form, error) })
        }
      >
        <Form.Item name="reason" label="理由" required rules={[zodRule(RetractionBody.shape.reason)]}>
          <Input.TextArea
            autoSize={{ minRows: 2 }}
            maxLength={200}
            placeholder="例：与住户核实，登记到了隔壁"
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}
