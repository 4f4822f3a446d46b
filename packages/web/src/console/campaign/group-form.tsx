import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { Button, Form, Input, Select } from "antd";
import { z } from "zod";
import { GroupMemberInput, groupRoles, type CampaignView } from "@lingzhu/domain/campaign";
import type { CommunityName } from "@lingzhu/domain/place";
import { post } from "../../shared/api/index.ts";
import { FormDialog, zodRule } from "../form/index.ts";
import { campaignsKey } from "./campaign-queries.ts";

interface Values {
  members: {
    role: (typeof groupRoles)[number];
    name: string;
    post: string | null;
    organisation: string | null;
  }[];
}
const Saved = z.object({ members: z.number() });

/** Names the members of one community's group from today on; who leaves stays in the records with a last day. */
export function GroupForm({
  campaignId,
  community,
  members,
  onClose,
}: {
  campaignId: string;
  community: CommunityName;
  members: CampaignView["group"];
  onClose: () => void;
}) {
  const client = useQueryClient();
  return (
    <FormDialog<Values, { members: number }>
      title={`${community.name}领导小组`}
      word="保存"
      width={640}
      about="从今天起生效；去掉的人以前在组的日子仍有记录。"
      draft={`group:${campaignId}:${community.id}`}
      start={{
        members:
          members.length > 0
            ? members.map(({ role, name, post: words, organisation }) => ({
                role,
                name,
                post: words,
                organisation,
              }))
            : [{ role: "组长", name: "", post: null, organisation: null }],
      }}
      send={(values) =>
        post(
          `/api/campaigns/${campaignId}/group`,
          {
            placeId: community.id,
            members: (values.members ?? []).map((member) => ({ ...member, post: member.post || null })),
          },
          Saved,
        )
      }
      onSaved={async () => {
        await client.invalidateQueries({ queryKey: campaignsKey });
        await client.invalidateQueries({ queryKey: ["people"] });
      }}
      onClose={onClose}
    >
      <Form.List name="members">
        {(fields, { add, remove }) => (
          <div className="group-form">
            {fields.map((field) => (
              <div key={field.key} className="plan-row member">
                <Form.Item name={[field.name, "role"]}>
                  <Select
                    aria-label="小组职责"
                    options={groupRoles.map((role) => ({ value: role, label: role }))}
                  />
                </Form.Item>
                <Form.Item name={[field.name, "name"]} rules={[zodRule(GroupMemberInput.shape.name)]}>
                  <Input aria-label="姓名" maxLength={40} placeholder="姓名" autoFocus={field.key === 0} />
                </Form.Item>
                <Form.Item name={[field.name, "post"]}>
                  <Input aria-label="单位和职务" maxLength={80} placeholder="单位和职务" />
                </Form.Item>
                <Form.Item name={[field.name, "organisation"]} hidden>
                  <Input />
                </Form.Item>
                <Button
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={`删除第 ${field.name + 1} 名成员`}
                  onClick={() => remove(field.name)}
                />
              </div>
            ))}
            <Button
              type="link"
              className="plan-add"
              icon={<PlusOutlined />}
              disabled={fields.length >= 60}
              onClick={() => add({ role: "成员", name: "", post: null, organisation: null })}
            >
              加一名成员
            </Button>
          </div>
        )}
      </Form.List>
    </FormDialog>
  );
}
