import { EyeOutlined } from "@ant-design/icons";
import { useMutation } from "@tanstack/react-query";
import { Button, Form, Input, Modal } from "antd";
import { useState } from "react";
import type { z } from "zod";
import { RevealAnswer, RevealRequest } from "@lingzhu/domain/place";
import { post } from "../../shared/api/index.ts";
import { useAbility } from "../../shared/session/index.ts";
import { issuesAtFields, useFirmAfterTry, zodRule } from "../form/index.ts";
import { ProblemNote } from "../states/index.ts";

type Reveal = z.infer<typeof RevealRequest>;

interface Props {
  placeId: string;
  /** As the list gives them: masked. */
  head: string | null;
  phone: string | null;
}

/** Masked name and phone, with an eye that asks for a reason. What was shown is gone with the page. */
export function RevealPeople({ placeId, head, phone }: Props) {
  const may = useAbility()("place.reveal");
  const [asking, setAsking] = useState(false);
  const [form] = Form.useForm<Reveal>();
  const reveal = useMutation({
    mutationFn: (request: Reveal) => post(`/api/places/${placeId}/reveal`, request, RevealAnswer),
    onSuccess: () => setAsking(false),
    onError: (error) => void issuesAtFields(form, error),
    gcTime: 0,
  });
  const shown = reveal.data ?? { head, phone };
  const masked = reveal.data === undefined;
  return (
    <>
      <dt>户主</dt>
      <dd>
        {shown.head ?? "未登记"}
        {masked && may && (head !== null || phone !== null) ? (
          <Button
            type="link"
            size="small"
            icon={<EyeOutlined />}
            aria-label="查看户主姓名和电话"
            onClick={() => setAsking(true)}
          />
        ) : null}
      </dd>
      <dt>电话</dt>
      <dd>{shown.phone ?? "未登记"}</dd>
      <Modal
        open={asking}
        title="查看户主姓名和电话"
        okText="查看"
        cancelText="取消"
        confirmLoading={reveal.isPending}
        onOk={() => form.submit()}
        onCancel={() => setAsking(false)}
        destroyOnHidden
      >
        <p className="quiet" style={{ marginTop: 0 }}>
          谁、什么时候、因为什么查看，都会记入审计。
        </p>
        <ProblemNote error={reveal.error} />
        <Form<Reveal>
          form={form}
          layout="vertical"
          {...useFirmAfterTry()}
          onFinish={(values) => reveal.mutate(values)}
        >
          <Form.Item name="reason" label="理由" rules={[zodRule(RevealRequest.shape.reason)]}>
            <Input.TextArea
              autoSize={{ minRows: 2 }}
              maxLength={200}
              placeholder="例：三次上门无人，电话联系约定入户时间"
            />
          </Form.Item>
        </Form>
      </Modal>
    </>
  );
}
