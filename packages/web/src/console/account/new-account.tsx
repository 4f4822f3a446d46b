import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Button, Form, Input, Modal, Radio, Select } from "antd";
import { useState } from "react";
import { communityRoles, roles, type Role } from "@lingzhu/domain/access";
import { Login } from "@lingzhu/domain/account";
import { ApiProblem } from "../../shared/api/index.ts";
import { useAbility } from "../../shared/session/index.ts";
import { issuesAtFields, useFirmAfterTry, useFormDraft, zodRule } from "../form/index.ts";
import { CommunitySelect, PersonFields, personBody, type PersonInput } from "../person/person-fields.tsx";
import { peopleKey, usePeople } from "../person/person-queries.ts";
import { ProblemNote } from "../states/index.ts";
import { accountsKey, createAccount } from "./account-queries.ts";
import { PasswordInput } from "./password-input.tsx";

interface Fields {
  whose: "known" | "new";
  personId?: string;
  person?: PersonInput;
  login: string;
  password: string;
  grants: { role: Role; communityId?: string | null }[];
}

function bodyOf({ whose, personId, person, login, password, grants }: Fields): unknown {
  const { phone: _phone, ...body } = personBody(person ?? { name: "" });
  return {
    login,
    password,
    ...(whose === "known" ? { personId } : { person: body }),
    grants: grants.map(({ role, communityId }) => ({
      role,
      communityId: communityRoles.includes(role) ? (communityId ?? null) : null,
    })),
  };
}

/** 新建账号 for somebody already registered, or for somebody new. */
export function NewAccount() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen(true)}>
        新建账号
      </Button>
      {open ? <NewAccountForm onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function NewAccountForm({ onClose }: { onClose: () => void }) {
  const [form] = Form.useForm<Fields>();
  const [problem, setProblem] = useState<unknown>(null);
  const firm = useFirmAfterTry();
  const client = useQueryClient();
  const { message } = App.useApp();
  const readsPeople = useAbility()("person.read");
  const draft = useFormDraft<Fields>(
    form,
    "account",
    { whose: readsPeople ? "known" : "new", grants: [{ role: "worker" }] },
    ["password"],
  );
  const people = usePeople();
  const whose = Form.useWatch("whose", form) ?? "known";
  const free = (people.data ?? []).filter((person) => !person.hasAccount);
  const about = () => {
    const known = free.find((person) => person.id === form.getFieldValue("personId"));
    const name = whose === "known" ? known?.name : (form.getFieldValue(["person", "name"]) as string);
    return { login: form.getFieldValue("login") ?? "", name: name ?? "" };
  };
  const make = useMutation({
    mutationFn: (fields: Fields) => createAccount(bodyOf(fields)),
    onMutate: () => setProblem(null),
    onSuccess: async (_made, { login }) => {
      await Promise.all([
        client.invalidateQueries({ queryKey: accountsKey }),
        client.invalidateQueries({ queryKey: peopleKey }),
      ]);
      draft.forget();
      void message.success(`已建立账号 ${login}，请把账号和密码当面交给本人`);
      onClose();
    },
    onError: (error) => {
      if (error instanceof ApiProblem && error.code === "auth.weak-password")
        form.setFields([{ name: "password", errors: [error.detail] }]);
      else if (error instanceof ApiProblem && error.code === "record.duplicate")
        form.setFields([{ name: "login", errors: [error.detail] }]);
      else if (!issuesAtFields(form, error)) setProblem(error);
    },
  });
  return (
    <Modal
      open
      title="新建账号"
      width={560}
      okText="建立账号"
      confirmLoading={make.isPending}
      maskClosable={false}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        {...firm}
        {...draft.props}
        onFinish={(fields) => make.mutate(fields)}
      >
        {draft.note}
        <ProblemNote error={problem} />
        <Form.Item name="whose" label="给谁" required hidden={!readsPeople}>
          <Radio.Group
            options={[
              { value: "known", label: "已登记的人员" },
              { value: "new", label: "新人员" },
            ]}
          />
        </Form.Item>
        {whose === "known" ? (
          <Form.Item name="personId" label="人员" rules={[{ required: true, message: "请选择人员" }]}>
            <Select
              showSearch={{ optionFilterProp: "label" }}
              placeholder="输入姓名查找"
              loading={people.isLoading}
              notFoundContent="没有还未开账号的人员，可改选「新人员」"
              options={free.map((person) => ({
                value: person.id,
                label: [person.name, person.organisation, person.post].filter(Boolean).join(" "),
              }))}
            />
          </Form.Item>
        ) : (
          <PersonFields under="person" withPhone={false} />
        )}
        <Form.Item name="login" label="账号" required rules={[zodRule(Login)]}>
          <Input maxLength={40} autoComplete="off" placeholder="字母、数字或汉字，至少 3 个" />
        </Form.Item>
        <PasswordInput about={about} />
        <Form.Item label="岗位" required style={{ marginBottom: 0 }}>
          <Form.List name="grants">
            {(fields, { add, remove }) => (
              <>
                {fields.map((field) => (
                  <div key={field.key} className="grant-row">
                    <Form.Item
                      name={[field.name, "role"]}
                      rules={[{ required: true, message: "请选择岗位" }]}
                    >
                      <Select
                        aria-label="岗位"
                        options={Object.entries(roles).map(([value, label]) => ({ value, label }))}
                      />
                    </Form.Item>
                    <GrantCommunity index={field.name} />
                    <Button
                      type="text"
                      icon={<DeleteOutlined />}
                      aria-label={`删除第 ${field.name + 1} 个岗位`}
                      disabled={fields.length === 1}
                      onClick={() => remove(field.name)}
                    />
                  </div>
                ))}
                <Button
                  type="link"
                  style={{ padding: 0 }}
                  icon={<PlusOutlined />}
                  onClick={() => add({ role: "worker" })}
                >
                  加一个岗位
                </Button>
              </>
            )}
          </Form.List>
        </Form.Item>
      </Form>
    </Modal>
  );
}

/** A community for posts that are limited to one; for all others a word that they reach the whole street. */
function GrantCommunity({ index }: { index: number }) {
  const role = Form.useWatch(["grants", index, "role"]) as Role | undefined;
  if (role && communityRoles.includes(role))
    return (
      <Form.Item name={[index, "communityId"]} rules={[{ required: true, message: "请选择社区" }]}>
        <CommunitySelect placeholder="选择社区" />
      </Form.Item>
    );
  return (
    <span className="quiet" style={{ lineHeight: "32px" }}>
      {role === "worker" ? "只见分给本人所在组的片区" : "全街道"}
    </span>
  );
}
