import { Form, Input, Select } from "antd";
import { CreatePerson } from "@lingzhu/domain/person";
import { zodRule } from "../form/index.ts";
import { useCommunities } from "../ledger/place-queries.ts";

export interface PersonInput {
  name: string;
  post?: string;
  organisation?: string;
  communityId?: string | null;
  phone?: string;
}

const blank = (text: string | undefined) => (text?.trim() ? text.trim() : null);

export const personBody = ({ name, post, organisation, communityId, phone }: PersonInput) => ({
  name,
  post: blank(post),
  organisation: blank(organisation),
  communityId: communityId ?? null,
  phone: blank(phone),
});

/** 选择社区, or none for the street itself. */
export function CommunitySelect({
  id,
  value,
  onChange,
  placeholder = "不属于某个社区",
}: {
  id?: string;
  value?: string | null;
  onChange?: (id: string | null) => void;
  placeholder?: string;
}) {
  const communities = useCommunities();
  return (
    <Select
      {...(id ? { id } : {})}
      allowClear
      placeholder={placeholder}
      value={value ?? null}
      onChange={(next) => onChange?.(next ?? null)}
      options={(communities.data ?? []).map((one) => ({ value: one.id, label: one.name }))}
      loading={communities.isLoading}
      notFoundContent={communities.isError ? "您的岗位不能查看社区，请由街道禁毒办办理" : "台账里还没有社区"}
    />
  );
}

/** Fields of a person; `under` nests them inside a larger form. `phone` is left out where it is not asked. */
export function PersonFields({ under, withPhone = true }: { under?: string; withPhone?: boolean }) {
  const name = (field: keyof PersonInput) => (under ? [under, field] : field);
  return (
    <>
      <Form.Item name={name("name")} label="姓名" required rules={[zodRule(CreatePerson.shape.name)]}>
        <Input maxLength={40} autoComplete="off" />
      </Form.Item>
      <div style={{ display: "grid", gridTemplateColumns: "1fr 1fr", gap: "0 12px" }}>
        <Form.Item name={name("post")} label="职务">
          <Input maxLength={60} placeholder="如 网格员、禁毒社工" />
        </Form.Item>
        <Form.Item name={name("organisation")} label="单位">
          <Input maxLength={80} placeholder="如 派出所" />
        </Form.Item>
        <Form.Item name={name("communityId")} label="社区">
          <CommunitySelect />
        </Form.Item>
        {withPhone ? (
          <Form.Item
            name={name("phone")}
            label="电话"
            normalize={(text: string) => (text === "" ? undefined : text)}
            rules={[{ pattern: /^[\d+\- ]{5,20}$/, message: "电话号码只能有数字和 + -" }]}
          >
            <Input maxLength={20} inputMode="tel" autoComplete="off" />
          </Form.Item>
        ) : null}
      </div>
    </>
  );
}
