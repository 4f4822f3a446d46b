import { useQueryClient } from "@tanstack/react-query";
import { Form, Input, Select } from "antd";
import { useNavigate } from "react-router";
import type { CampaignView } from "@lingzhu/domain/campaign";
import { plantStages, roundKinds, type CreateRound, type RoundView } from "@lingzhu/domain/patrol";
import { useToday } from "../../shared/clock/index.ts";
import { post } from "../../shared/api/index.ts";
import { DayField, FormDialog } from "../form/index.ts";
import { nextRound } from "./next-round.ts";
import { MadeId } from "./round-queries.ts";

/** Asks only what is not known: the next round's name, stage and first day are proposed. */
export function NewRound({
  campaign,
  rounds,
  onClose,
}: {
  campaign: CampaignView;
  rounds: readonly RoundView[];
  onClose: () => void;
}) {
  const client = useQueryClient();
  const navigate = useNavigate();
  return (
    <FormDialog<CreateRound, { id: string }>
      title="新建轮次"
      word="建立并去划片"
      about="建立时，台账里现有的全部户和地块都会进入这一轮的名册，作为应查的总数。"
      draft="round"
      start={nextRound(campaign, rounds, useToday())}
      send={(values) => post("/api/rounds", { ...values, campaignId: campaign.id }, MadeId)}
      onSaved={async ({ id }) => {
        await client.invalidateQueries({ queryKey: ["rounds"] });
        await client.invalidateQueries({ queryKey: ["overview"] });
        void navigate(`/rounds/${id}?tab=zones`);
      }}
      onClose={onClose}
    >
      <Form.Item name="name" label="名称" rules={[{ required: true, message: "请填写轮次名称" }]}>
        <Input maxLength={40} />
      </Form.Item>
      <div className="form-pair">
        <Form.Item name="kind" label="种类" rules={[{ required: true }]}>
          <Select options={Object.entries(roundKinds).map(([value, label]) => ({ value, label }))} />
        </Form.Item>
        <Form.Item name="stage" label="针对的生长阶段" rules={[{ required: true }]}>
          <Select options={Object.entries(plantStages).map(([value, label]) => ({ value, label }))} />
        </Form.Item>
      </div>
      <div className="form-pair">
        <Form.Item name="start" label="开始" rules={[{ required: true, message: "请选择开始日期" }]}>
          <DayField />
        </Form.Item>
        <Form.Item
          name="end"
          label="结束"
          dependencies={["start"]}
          rules={[
            { required: true, message: "请选择结束日期" },
            ({ getFieldValue }) => ({
              validator: async (_, end: string | null) => {
                const start = getFieldValue("start") as string | null;
                if (start && end && end < start) throw new Error(`不能早于开始日期 ${start}`);
              },
            }),
          ]}
        >
          <DayField />
        </Form.Item>
      </div>
    </FormDialog>
  );
}
