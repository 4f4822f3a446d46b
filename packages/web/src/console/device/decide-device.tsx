import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Form, Input, Modal } from "antd";
import { DeviceReason, type DeviceView } from "@lingzhu/domain/device";
import { useFirmAfterTry, zodRule } from "../form/index.ts";
import { ProblemNote } from "../states/index.ts";
import { decideDevice, devicesKey, sessionsKey, type Decision } from "./device-queries.ts";
import { decisionWords } from "./decisions.ts";

/** A second look before a phone is shut out or let in again, with the reason for the record. */
export function DecideDevice(props: { device: DeviceView; decision: Decision; onClose: () => void }) {
  const { device, decision, onClose } = props;
  const { word, follows, example } = decisionWords[decision];
  const [form] = Form.useForm<{ reason: string }>();
  const { message } = App.useApp();
  const client = useQueryClient();
  const decide = useMutation({
    mutationFn: ({ reason }: { reason: string }) => decideDevice(device.id, decision, reason),
    onSuccess: async () => {
      void message.success(`已${word}`);
      await client.invalidateQueries({ queryKey: devicesKey });
      await client.invalidateQueries({ queryKey: sessionsKey });
      onClose();
    },
  });
  return (
    <Modal
      open
      title={`${word}：${device.person.name}，${device.name}`}
      okText={word}
      okButtonProps={decision === "revoke" ? { danger: true } : {}}
      confirmLoading={decide.isPending}
      maskClosable={false}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p className="quiet" style={{ marginTop: 0 }}>
        {follows}
      </p>
      {decision === "revoke" && device.unsent ? <p>这部手机上次报告还有 {device.unsent} 条没发。</p> : null}
      <ProblemNote error={decide.error} />
      <Form form={form} layout="vertical" {...useFirmAfterTry()} onFinish={(values) => decide.mutate(values)}>
        <Form.Item name="reason" label="原因" required rules={[zodRule(DeviceReason.shape.reason)]}>
          <Input.TextArea autoSize={{ minRows: 2 }} maxLength={200} placeholder={example} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
