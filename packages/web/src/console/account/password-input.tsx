import { Button, Form, Input, Space } from "antd";
import { useState } from "react";
import { PasswordRules, passwordRule } from "../entry/password-rules.tsx";
import { makePassword } from "./password-maker.ts";
import "../entry/entry.css";

/** A first password for somebody else: typed, or made and shown so that it can be handed over. */
export function PasswordInput({ about }: { about: () => { login: string; name: string } }) {
  const form = Form.useFormInstance<{ password: string }>();
  const password = Form.useWatch("password", form) ?? "";
  const [shown, setShown] = useState(false);
  const { login, name } = about();
  return (
    <Form.Item label="密码" required extra={<PasswordRules password={password} login={login} name={name} />}>
      <Space.Compact style={{ width: "100%" }}>
        <Form.Item name="password" noStyle rules={[passwordRule(about)]}>
          <Input.Password
            aria-label="密码"
            autoComplete="new-password"
            maxLength={200}
            visibilityToggle={{ visible: shown, onVisibleChange: setShown }}
          />
        </Form.Item>
        <Button
          onClick={() => {
            form.setFieldValue(
              "password",
              makePassword((length) => crypto.getRandomValues(new Uint8Array(length))),
            );
            setShown(true);
            void form.validateFields(["password"]);
          }}
        >
          生成一个
        </Button>
      </Space.Compact>
    </Form.Item>
  );
}
