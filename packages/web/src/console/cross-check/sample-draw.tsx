import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Form, InputNumber, Modal } from "antd";
import { useNavigate } from "react-router";
import type { RoundView } from "@lingzhu/domain/patrol";
import { SampleDrawn } from "@lingzhu/domain/sampling";
import { post } from "../../shared/api/index.ts";
import { count } from "../../shared/format/index.ts";
import { issuesAtFields, useFirmAfterTry } from "../form/index.ts";
import { ProblemNote } from "../states/index.ts";

/** 抽样: how much of the register the cross-check looks at; the system draws which. */
export function SampleDraw({ round, onClose }: { round: RoundView; onClose: () => void }) {
  const [form] = Form.useForm<{ percent: number }>();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const draw = useMutation({
    mutationFn: ({ percent }: { percent: number }) =>
      post(`/api/rounds/${round.id}/sample`, { share: percent / 100 }, SampleDrawn),
    onSuccess: async ({ households, plots, zones }) => {
      for (const key of ["rounds", "coverage", "cross-check"])
        await client.invalidateQueries({ queryKey: [key] });
      void message.success(`抽出 ${count(households)} 户、${count(plots)} 块地，分成 ${zones.length} 片`);
      void navigate(`/rounds/${round.id}?tab=zones`);
    },
    onError: (error) => void issuesAtFields(form, error),
  });
  return (
    <Modal
      open
      title="随机抽样"
      okText="抽样并去分组"
      cancelText="取消"
      confirmLoading={draw.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p className="quiet" style={{ marginTop: 0 }}>
        从还没有分片的户和地块里按比例随机抽取，每个社区成一片。分给哪个组由您定，系统不允许原来查过的人复查自己。
      </p>
      <ProblemNote error={draw.error} />
      <Form<{ percent: number }>
        form={form}
        layout="vertical"
        initialValues={{ percent: 10 }}
        {...useFirmAfterTry()}
        onFinish={(values) => draw.mutate(values)}
      >
        <Form.Item name="percent" label="抽查比例" rules={[{ required: true, message: "请填写比例" }]}>
          <InputNumber min={0.1} max={100} suffix="%" style={{ width: "100%" }} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
