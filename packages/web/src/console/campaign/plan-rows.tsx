import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Form, Input, Select, type FormListFieldData } from "antd";
import type { ReactNode } from "react";
import { groupRoles, planDutyKinds, type TextSpan } from "@lingzhu/domain/campaign";
import { DayField } from "../form/index.ts";
import type { PlanValues } from "./plan-values.ts";

/** Told which words of the text the focused row came from. */
export type Look = (at: { source?: TextSpan | undefined; words?: string | null | undefined }) => void;

type ListName = "phases" | "group" | "communities" | "duties" | "goals";

interface RowsProps {
  name: ListName;
  title: string;
  addWord: string;
  blank: unknown;
  heads?: ReactNode;
  row: (field: FormListFieldData) => ReactNode;
  className: string;
  look: Look;
  wordsOf: (value: never) => { source?: TextSpan; words?: string | null };
}

/** One section of the draft: rows that can be corrected, removed and added. */
function Rows({ name, title, addWord, blank, heads, row, className, look, wordsOf }: RowsProps) {
  const form = Form.useFormInstance<PlanValues>();
  return (
    <section className="panel" aria-label={title}>
      <Form.List name={name}>
        {(fields, { add, remove }) => (
          <>
            <h2>
              {title}
              <span className="plan-count">{fields.length}</span>
            </h2>
            <div className="plan-rows">
              {heads && fields.length > 0 ? (
                <div className={`plan-row plan-heads ${className}`}>{heads}</div>
              ) : null}
              {fields.map((field) => (
                <div
                  key={field.key}
                  className={`plan-row ${className}`}
                  onFocusCapture={() => {
                    const value: unknown = form.getFieldValue([name, field.name]);
                    if (value) look(wordsOf(value as never));
                  }}
                >
                  {row(field)}
                  <Button
                    type="text"
                    icon={<DeleteOutlined />}
                    aria-label={`删除${title}第 ${field.name + 1} 行`}
                    onClick={() => remove(field.name)}
                  />
                </div>
              ))}
              <Button type="link" className="plan-add" icon={<PlusOutlined />} onClick={() => add(blank)}>
                {addWord}
              </Button>
            </div>
          </>
        )}
      </Form.List>
    </section>
  );
}

const needed = (message: string) => [{ required: true, whitespace: true, message }];

export const PhaseRows = ({ look }: { look: Look }) => (
  <Rows
    name="phases"
    title="阶段"
    addWord="加一个阶段"
    className="phase"
    blank={{ name: "", start: null, end: null }}
    look={look}
    wordsOf={({ source, name }: PlanValues["phases"][number]) => ({
      ...(source ? { source } : {}),
      words: name,
    })}
    heads={
      <>
        <span>名称</span>
        <span>开始</span>
        <span>结束</span>
      </>
    }
    row={(field) => (
      <>
        <Form.Item name={[field.name, "name"]} rules={needed("请填写阶段名称")}>
          <Input aria-label="阶段名称" maxLength={60} />
        </Form.Item>
        <Form.Item name={[field.name, "start"]} rules={needed("原文未写明，请选择")}>
          <DayField aria-label="阶段开始日期" />
        </Form.Item>
        <Form.Item
          name={[field.name, "end"]}
          dependencies={[["phases", field.name, "start"]]}
          rules={[
            ...needed("原文未写明，请选择"),
            ({ getFieldValue }) => ({
              validator: async (_rule, end: string | null) => {
                const start = getFieldValue(["phases", field.name, "start"]) as string | null;
                if (start && end && end < start) throw new Error("结束日期早于开始日期");
              },
            }),
          ]}
        >
          <DayField aria-label="阶段结束日期" />
        </Form.Item>
      </>
    )}
  />
);

export const GoalRows = ({ look }: { look: Look }) => (
  <Rows
    name="goals"
    title="目标"
    addWord="加一项目标"
    className="goal"
    blank=""
    look={look}
    wordsOf={(goal: string) => ({ words: goal })}
    row={(field) => (
      <Form.Item name={field.name} rules={needed("请填写目标，或删除这一行")}>
        <Input aria-label="目标" maxLength={200} />
      </Form.Item>
    )}
  />
);

export const MemberRows = ({ look }: { look: Look }) => (
  <Rows
    name="group"
    title="领导小组"
    addWord="加一名成员"
    className="member"
    blank={{ role: "成员", name: null, post: null, organisation: null }}
    look={look}
    wordsOf={({ source, post }: PlanValues["group"][number]) => ({
      ...(source ? { source } : {}),
      words: post,
    })}
    heads={
      <>
        <span>职责</span>
        <span>姓名</span>
        <span>单位和职务</span>
      </>
    }
    row={(field) => (
      <>
        <Form.Item name={[field.name, "role"]}>
          <Select aria-label="小组职责" options={groupRoles.map((role) => ({ value: role, label: role }))} />
        </Form.Item>
        <Form.Item name={[field.name, "name"]} rules={needed("请补填或删除")}>
          <Input aria-label="姓名" maxLength={40} placeholder="原文未写" />
        </Form.Item>
        <Form.Item name={[field.name, "post"]}>
          <Input aria-label="单位和职务" maxLength={80} />
        </Form.Item>
      </>
    )}
  />
);

export const CommunityRows = ({ look }: { look: Look }) => (
  <Rows
    name="communities"
    title="社区（村）"
    addWord="加一个社区"
    className="community"
    blank={{ name: "", code: null }}
    look={look}
    wordsOf={({ source, name }: PlanValues["communities"][number]) => ({
      ...(source ? { source } : {}),
      words: name,
    })}
    row={(field) => (
      <>
        <Form.Item name={[field.name, "name"]} rules={needed("请填写社区名称，或删除这一行")}>
          <Input aria-label="社区名称" maxLength={60} />
        </Form.Item>
        <CommunityCode index={field.name} />
      </>
    )}
  />
);

function CommunityCode({ index }: { index: number }) {
  const code = Form.useWatch(["communities", index, "code"], { preserve: true }) as string | null | undefined;
  return <span className="hint">{code ? `国家统计代码 ${code}` : "未对上国家统计代码，按名称建立"}</span>;
}

const kindOptions = Object.entries(planDutyKinds).map(([value, label]) => ({ value, label }));

export const DutyRows = ({ look }: { look: Look }) => (
  <Rows
    name="duties"
    title="方案要求"
    addWord="加一项要求"
    className="duty"
    blank={{ kind: null, text: "" }}
    look={look}
    wordsOf={({ source, text }: PlanValues["duties"][number]) => ({
      ...(source ? { source } : {}),
      words: text,
    })}
    row={(field) => (
      <>
        <Form.Item name={[field.name, "kind"]} rules={[{ required: true, message: "请选择类别" }]}>
          <Select
            aria-label="要求类别"
            placeholder="选择类别"
            options={kindOptions}
            showSearch={{ optionFilterProp: "label" }}
          />
        </Form.Item>
        <Form.Item name={[field.name, "text"]} rules={needed("请填写要求，或删除这一行")}>
          <Input.TextArea aria-label="原文句子" autoSize={{ minRows: 1, maxRows: 6 }} />
        </Form.Item>
      </>
    )}
  />
);
