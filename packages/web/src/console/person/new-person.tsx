import { PlusOutlined } from "@ant-design/icons";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Button, Form, Modal } from "antd";
import { useState } from "react";
import { z } from "zod";
import { post } from "../../shared/api/index.ts";
import { issuesAtFields, useFirmAfterTry, useFormDraft } from "../form/index.ts";
import { ProblemNote } from "../states/index.ts";
import { PersonFields, personBody, type PersonInput } from "./person-fields.tsx";
import { peopleKey } from "./person-queries.ts";

const Made = z.object({ id: z.uuid() });

/** 登记人员 */
export function NewPerson() {
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<PersonInput>();
  const [problem, setProblem] = useState<unknown>(null);
  const firm = useFirmAfterTry();
  const draft = useFormDraft(form, "person", {}, ["phone"]);
  const client = useQueryClient();
  const { message } = App.useApp();
  const make = useMutation({
    mutationFn: (person: PersonInput) => post("/api/people", personBody(person), Made),
    onMutate: () => setProblem(null),
    onSuccess: async (_made, person) => {
      await client.invalidateQueries({ queryKey: peopleKey });
      void message.success(`已登记${person.name}`);
      setOpen(false);
      draft.forget();
      form.resetFields();
    },
    onError: (error) => {
      if (!issuesAtFields(form, error)) setProblem(error);
    },
  });
  return (
    <>
      <Button icon={<PlusOutlined />} onClick={() => setOpen(true)}>
        登记人员
      </Button>
      <Modal
        open={open}
        title="登记人员"
        okText="登记"
        confirmLoading={make.isPending}
        maskClosable={false}
        onOk={() => form.submit()}
        onCancel={() => setOpen(false)}
      >
        <Form<PersonInput>
          form={form}
          layout="vertical"
          {...firm}
          {...draft.props}
          onFinish={(person) => make.mutate(person)}
        >
          {draft.note}
          <ProblemNote error={problem} />
          <PersonFields />
        </Form>
      </Modal>
    </>
  );
}
