import { useMutation } from "@tanstack/react-query";
import { Alert, Button, Form, Input } from "antd";
import { useState } from "react";
import { z } from "zod";
import { FirstSetup, Login } from "@lingzhu/domain/account";
import { ApiProblem, post } from "../../shared/api/index.ts";
import { issuesAtFields, useFirmAfterTry, zodRule } from "../form/index.ts";
import { ProblemNote } from "../states/index.ts";
import { PasswordRules, passwordRule } from "./password-rules.tsx";
import { StreetSelect } from "./street-select.tsx";

interface Fields {
  code: string;
  streetCode: string;
  name: string;
  login: string;
  password: string;
}
const Done = z.object({ done: z.literal(true) });

/** 首次设置: the street, and the first account, which manages accounts and runs the campaign. */
export function SetUpForm({ code, onDone }: { code: string; onDone: () => Promise<void> }) {
  const [form] = Form.useForm<Fields>();
  const [problem, setProblem] = useState<unknown>(null);
  const firm = useFirmAfterTry();
  const login = Form.useWatch("login", form) ?? "";
  const name = Form.useWatch("name", form) ?? "";
  const password = Form.useWatch("password", form) ?? "";
  const found = useMutation({
    mutationFn: async (fields: Fields) => {
      await post("/api/setup", fields, Done);
      await onDone();
    },
    onMutate: () => setProblem(null),
    onError: (error) => {
      if (error instanceof ApiProblem && error.code === "auth.weak-password")
        form.setFields([{ name: "password", errors: [error.detail] }]);
      else if (error instanceof ApiProblem && error.code === "auth.setup-code" && !code)
        form.setFields([{ name: "code", errors: [error.detail] }]);
      else if (!issuesAtFields(form, error)) setProblem(error);
    },
  });
  return (
    <section className="entry-card wide">
      <h1>首次设置</h1>
      <p className="entry-lead">选好本街道，建立第一个账号。以后的账号由您来开。</p>
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ code }}
        {...firm}
        onFinish={(fields) => found.mutate({ ...fields, code: fields.code ?? code })}
      >
        <ProblemNote error={problem} />
        {code ? (
          <Form.Item name="code" hidden>
            <Input />
          </Form.Item>
        ) : (
          <>
            <Alert
              type="info"
              showIcon
              className="refusal-note"
              title="请从启动窗口打开完整地址，或把其中的设置码粘贴到下面"
            />
            <Form.Item name="code" label="设置码" rules={[zodRule(FirstSetup.shape.code)]}>
              <Input size="large" autoComplete="off" />
            </Form.Item>
          </>
        )}
        <Form.Item name="streetCode" label="所在街道、乡镇" rules={[zodRule(FirstSetup.shape.streetCode)]}>
          <StreetSelect />
        </Form.Item>
        <Form.Item name="name" label="您的姓名" rules={[zodRule(FirstSetup.shape.name)]}>
          <Input size="large" autoComplete="name" maxLength={40} />
        </Form.Item>
        <Form.Item name="login" label="账号" rules={[zodRule(Login)]}>
          <Input
            size="large"
            autoComplete="username"
            maxLength={40}
            placeholder="字母、数字或汉字，至少 3 个"
          />
        </Form.Item>
        <Form.Item
          name="password"
          label="密码"
          rules={[
            passwordRule(() => ({
              login: form.getFieldValue("login") ?? "",
              name: form.getFieldValue("name") ?? "",
            })),
          ]}
          extra={<PasswordRules password={password} login={login} name={name} />}
        >
          <Input.Password size="large" autoComplete="new-password" maxLength={200} />
        </Form.Item>
        <Button type="primary" htmlType="submit" size="large" block loading={found.isPending}>
          完成设置
        </Button>
      </Form>
    </section>
  );
}
