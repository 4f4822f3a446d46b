import { useQueryClient } from "@tanstack/react-query";
import { Modal } from "antd";
import { useEffect, useRef, useState } from "react";
import { onSignedOut } from "../../shared/api/index.ts";
import { sessionKey, useSession } from "../../shared/session/index.ts";
import { SignInForm } from "../entry/sign-in-form.tsx";

/**
 * When the session ends under the page, asks for the password on top of it: what is typed stays, and the refused
 * request is sent again. Requests that end together share one question.
 */
export function SignInAgain() {
  const { account } = useSession();
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const waiting = useRef<((signedIn: boolean) => void)[]>([]);

  useEffect(() => {
    onSignedOut(
      () =>
        new Promise((resolve) => {
          waiting.current.push(resolve);
          setOpen(true);
        }),
    );
    return () => onSignedOut(null);
  }, []);

  const settle = (signedIn: boolean) => {
    setOpen(false);
    for (const resolve of waiting.current.splice(0)) resolve(signedIn);
  };

  return (
    <Modal
      title="登录已过期"
      open={open}
      footer={null}
      width={380}
      destroyOnHidden
      maskClosable={false}
      onCancel={() => {
        settle(false);
        client.setQueryData(sessionKey, null);
      }}
    >
      <p className="quiet" style={{ marginTop: 0 }}>
        已填写的内容都还在。登录后从刚才的地方继续。
      </p>
      <SignInForm
        login={account.login}
        onDone={async (login) => {
          settle(true);
          if (login !== account.login) await client.invalidateQueries();
        }}
      />
    </Modal>
  );
}
