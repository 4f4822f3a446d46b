import { useMutation } from "@tanstack/react-query";
import { Button, Form, Input } from "antd";
import { useState } from "react";
import { signIn } from "../../shared/session/index.ts";
import { ProblemNote } from "../states/index.ts";

interface Fields {
  login: string;
  password: string;
}

/** Sign-in with account and password. `login` presets the account when a session has ended. */
export function SignInForm({
  login,
  onDone,
}: {
  login?: string;
  onDone: (login: string) => Promise<unknown> | void;
}) {
  const [form] = Form.useForm<Fields>();
  const [problem, setProblem] = useState<unknown>(null);
  const enter = useMutation({
    mutationFn: async (fields: Fields) => {
      await signIn(fields.login.trim(), fields.password);
      await onDone(fields.login.trim());
    },
    onMutate: () => setProblem(null),
    onError: (error) => {
      setProblem(error);
      form.getFieldInstance("password")?.focus();
    },
  });
  return (
    <Form<Fields>
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={{ login }}
      validateTrigger="onSubmit"
      onFinish={(fields) => enter.mutate(fields)}
    >
      <ProblemNote error={problem} />
      <Form.Item name="login" label="账号" rules={[{ required: true, message: "请填写账号" }]}>
        <Input size="large" autoComplete="username" autoFocus={!login} maxLength={40} />
      </Form.Item>
      <Form.Item name="password" label="密码" rules={[{ required: true, message: "请填写密码" }]}>
        <Input.Password size="large" autoComplete="current-password" autoFocus={!!login} maxLength={200} />
      </Form.Item>
      <Button type="primary" htmlType="submit" size="large" block loading={enter.isPending}>
        登录
      </Button>
    </Form>
  );
}
