import {
  BellOutlined,
  DownOutlined,
  LogoutOutlined,
  MobileOutlined,
  SafetyOutlined,
} from "@ant-design/icons";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Button, Dropdown } from "antd";
import { useState } from "react";
import { useNavigate } from "react-router";
import { roles } from "@lingzhu/domain/access";
import { asProblem } from "../../shared/api/index.ts";
import { signOut, useAbility, useSession } from "../../shared/session/index.ts";
import { PushDialog } from "../push/push-dialog.tsx";

/** Who is signed in, and the way out. */
export function PersonMenu() {
  const { account, person, grants } = useSession();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const told = useAbility()("alert.read");
  const [pushing, setPushing] = useState(false);
  const leave = useMutation({
    mutationFn: () => signOut(client),
    onSuccess: () => navigate("/"),
    onError: (error) => void message.error(asProblem(error).detail),
  });
  const words = [...new Set(grants.map((grant) => roles[grant.role]))].join("、");
  return (
    <>
      <Dropdown
        trigger={["click"]}
        placement="bottomRight"
        menu={{
          items: [
            {
              key: "who",
              type: "group",
              label: (
                <div style={{ lineHeight: "20px" }}>
                  {person.post ? <div>{person.post}</div> : null}
                  <div>{words}</div>
                  <div>账号 {account.login}</div>
                </div>
              ),
            },
            { type: "divider" },
            ...(told
              ? [
                  {
                    key: "push",
                    icon: <BellOutlined />,
                    label: "新发现提醒",
                    onClick: () => setPushing(true),
                  },
                ]
              : []),
            { key: "field", icon: <MobileOutlined />, label: <a href="/field/">打开手机版</a> },
            {
              key: "sessions",
              icon: <SafetyOutlined />,
              label: "我的登录",
              onClick: () => void navigate("/own-sessions"),
            },
            { key: "leave", icon: <LogoutOutlined />, label: "退出登录", onClick: () => leave.mutate() },
          ],
        }}
      >
        <Button type="text" className="shell-person" loading={leave.isPending}>
          {person.name}
          <DownOutlined style={{ fontSize: 10 }} />
        </Button>
      </Dropdown>
      {pushing ? <PushDialog onClose={() => setPushing(false)} /> : null}
    </>
  );
}
