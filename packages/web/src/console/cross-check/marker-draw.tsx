import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Form, Input, InputNumber, Modal, Select } from "antd";
import { z } from "zod";
import { markerKinds, type DrawMarkers } from "@lingzhu/domain/marker";
import type { RoundView } from "@lingzhu/domain/patrol";
import { post } from "../../shared/api/index.ts";
import { issuesAtFields, useFirmAfterTry } from "../form/index.ts";
import { ProblemNote } from "../states/index.ts";

const Drawn = z.object({ drawId: z.uuid(), seed: z.string(), markers: z.number() });

/** Asks how many; where is drawn by the system. */
export function MarkerDraw({ round, onClose }: { round: RoundView; onClose: () => void }) {
  const [form] = Form.useForm<DrawMarkers>();
  const client = useQueryClient();
  const { message } = App.useApp();
  const draw = useMutation({
    mutationFn: ({ seed, ...values }: DrawMarkers) =>
      post("/api/markers/draw", { ...values, ...(seed ? { seed } : {}), roundId: round.id }, Drawn),
    onSuccess: async ({ markers }) => {
      await client.invalidateQueries({ queryKey: ["markers"] });
      void message.success(`抽出 ${markers} 处，请按清单放置标牌`);
      onClose();
    },
    onError: (error) => void issuesAtFields(form, error),
  });
  return (
    <Modal
      open
      title="抽取放置标牌的地点"
      okText="抽取"
      cancelText="取消"
      confirmLoading={draw.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p className="quiet" style={{ marginTop: 0 }}>
        从「{round.name}」的名册里随机抽取，各类地点抽得一样多。放置的人和抽取的人自己查到的不算。
      </p>
      <ProblemNote error={draw.error} />
      <Form<DrawMarkers>
        form={form}
        layout="vertical"
        initialValues={{ count: 20, kinds: [] }}
        {...useFirmAfterTry()}
        onFinish={(values) => draw.mutate(values)}
      >
        <Form.Item name="count" label="数量" rules={[{ required: true, message: "请填写数量" }]}>
          <InputNumber min={1} max={500} style={{ width: "100%" }} />
        </Form.Item>
        <Form.Item name="kinds" label="地点类别" required={false}>
          <Select
            mode="multiple"
            allowClear
            placeholder="全部类别"
            options={Object.entries(markerKinds).map(([value, label]) => ({ value, label }))}
          />
        </Form.Item>
        <Form.Item name="seed" label="种子" required={false} extra="不填由系统选定并记录，用来事后核对。">
          <Input maxLength={64} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
