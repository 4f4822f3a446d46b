import { useMutation } from "@tanstack/react-query";
import { App, Form, Modal } from "antd";
import { useState } from "react";
import type { AccountView } from "@lingzhu/domain/account";
import { ApiProblem } from "../../shared/api/index.ts";
import { useFirmAfterTry } from "../form/index.ts";
import { ProblemNote } from "../states/index.ts";
import { resetPassword } from "./account-queries.ts";
import { PasswordInput } from "./password-input.tsx";

/** 重设密码; all sessions of the account end. */
export function ResetPassword({ account, onClose }: { account: AccountView; onClose: () => void }) {
  const [form] = Form.useForm<{ password: string }>();
  const [problem, setProblem] = useState<unknown>(null);
  const firm = useFirmAfterTry();
  const { message } = App.useApp();
  const reset = useMutation({
    mutationFn: (password: string) => resetPassword(account.id, password),
    onMutate: () => setProblem(null),
    onSuccess: () => {
      void message.success(`已重设 ${account.login} 的密码，请当面告诉本人`);
      onClose();
    },
    onError: (error) => {
      if (error instanceof ApiProblem && error.code === "auth.weak-password")
        form.setFields([{ name: "password", errors: [error.detail] }]);
      else setProblem(error);
    },
  });
  const about = () => ({ login: account.login, name: account.person.name });
  return (
    <Modal
      open
      title={`重设 ${account.login}（${account.person.name}）的密码`}
      okText="重设密码"
      confirmLoading={reset.isPending}
      maskClosable={false}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p className="quiet">重设后，这个账号在各处的登录都会结束，要用新密码重新登录。</p>
      <Form form={form} layout="vertical" {...firm} onFinish={({ password }) => reset.mutate(password)}>
        <ProblemNote error={problem} />
        <PasswordInput about={about} />
      </Form>
    </Modal>
  );
}
