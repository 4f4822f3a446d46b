import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Modal, Switch } from "antd";
import { z } from "zod";
import { PUSH_MESSAGE, PushState } from "@lingzhu/domain/alert";
import { asProblem, get, post } from "../../shared/api/index.ts";
import { Loaded } from "../states/index.ts";
import { canPush, ownSubscription, subscribeBrowser, unsubscribeBrowser } from "./push-browser.ts";
import "./push.css";

const Done = z.object({ done: z.literal(true) });
const key = ["push"] as const;

/** 新发现提醒: whether this browser is woken when a finding arrives, also while no page of ours is open. */
export function PushDialog({ onClose }: { onClose: () => void }) {
  const state = useQuery({
    queryKey: key,
    queryFn: async () => ({
      ...(await get("/api/push", PushState)),
      here: (await ownSubscription()) !== null,
    }),
  });
  return (
    <Modal open title="新发现提醒" footer={null} onCancel={onClose} width={460}>
      <Loaded query={state}>{(now) => <PushSwitch publicKey={now.publicKey} here={now.here} />}</Loaded>
    </Modal>
  );
}

function PushSwitch({ publicKey, here }: { publicKey: string | null; here: boolean }) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const turn = useMutation({
    mutationFn: async (on: boolean) => {
      if (on) return post("/api/push/subscribe", await subscribeBrowser(publicKey!), Done);
      const endpoint = await unsubscribeBrowser();
      return endpoint ? post("/api/push/unsubscribe", { endpoint }, Done) : null;
    },
    onSettled: () => client.invalidateQueries({ queryKey: key }),
    onError: (error) =>
      void message.error(
        error.message === "denied"
          ? "浏览器没有允许通知，提醒没有开启。请点地址栏左边的图标，把“通知”改为允许后再试。"
          : error instanceof DOMException
            ? "这个浏览器的推送服务连不上，提醒没有开启。页面开着时仍会立即提示。"
            : asProblem(error).detail,
      ),
  });
  if (publicKey === null)
    return (
      <p>
        本系统没有开启浏览器推送。页面开着时，新发现会在几秒内提示；要在页面关着时也收到提醒，请系统管理员按运维文档开启。
      </p>
    );
  if (!canPush())
    return <p>这个浏览器收不了推送，或当前不是安全连接（https）。页面开着时，新发现仍会在几秒内提示。</p>;
  return (
    <>
      <label className="push-line">
        <Switch
          checked={here}
          loading={turn.isPending}
          onChange={(on) => turn.mutate(on)}
          aria-label="在这个浏览器上提醒"
        />
        <span>在这个浏览器上提醒</span>
      </label>
      <p className="quiet">
        页面关着也会收到一句“{PUSH_MESSAGE.body}
        ”，不含人名和地点。提醒经浏览器厂商的推送服务转送；只对本机本浏览器有效，公用电脑请不要开启。
      </p>
    </>
  );
}
