import { MinusCircleOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Form, Input, Radio, Select } from "antd";
import { eradicationMethods, lookAlikes, species, type FindingEventType } from "@lingzhu/domain/finding";
import { plantStages } from "@lingzhu/domain/patrol";
import { DayField } from "../form/index.ts";
import { ShotField } from "./shot-field.tsx";
import { StemFields } from "./stem-fields.tsx";

const choices = (words: Record<string, string>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));
const Basis = ({ label, hint }: { label: string; hint: string }) => (
  <Form.Item
    name="basis"
    label={label}
    rules={[{ required: true, min: 2, message: "请写明依据，至少 2 个字" }]}
  >
    <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} placeholder={hint} />
  </Form.Item>
);
const When = ({ label }: { label: string }) => (
  <Form.Item name="day" label={label} rules={[{ required: true, message: "请选择日期" }]}>
    <DayField />
  </Form.Item>
);
const Note = () => (
  <Form.Item name="note" label="备注" required={false}>
    <Input.TextArea autoSize={{ minRows: 1 }} maxLength={500} />
  </Form.Item>
);

/** The questions of each step, and only those. */
export function EventFields({ type }: { type: FindingEventType }) {
  const regrown = Form.useWatch("result") === "regrown";
  switch (type) {
    case "verify":
      return (
        <>
          <div className="form-pair">
            <Form.Item name="species" label="品种" rules={[{ required: true }]}>
              <Select options={choices(species)} />
            </Form.Item>
            <Form.Item name="stage" label="生长阶段" rules={[{ required: true }]}>
              <Select options={choices(plantStages)} />
            </Form.Item>
          </div>
          <StemFields />
          <Basis label="鉴别依据" hint="例：茎叶光滑无毛、被白粉，上部叶抱茎" />
        </>
      );
    case "rule_out":
      return (
        <>
          <Form.Item name="lookAlike" label="实际是什么" rules={[{ required: true, message: "请选择" }]}>
            <Select options={choices(lookAlikes)} placeholder="选择相似植物" />
          </Form.Item>
          <Basis label="排除依据" hint="例：全株有刚毛，叶羽状分裂、不抱茎" />
        </>
      );
    case "eradicate":
      return (
        <>
          <div className="form-pair">
            <When label="铲除日期" />
            <Form.Item name="method" label="方式" rules={[{ required: true }]}>
              <Select options={choices(eradicationMethods)} />
            </Form.Item>
          </div>
          <StemFields />
          <Witnesses />
          <Form.Item
            name="before"
            label="铲除前照片"
            rules={[{ required: true, type: "array", min: 1, message: "至少要有一张铲除前照片" }]}
          >
            <ShotField view="before" word="铲除前照片" />
          </Form.Item>
          <Form.Item
            name="after"
            label="铲除后照片"
            rules={[{ required: true, type: "array", min: 1, message: "至少要有一张铲除后照片" }]}
          >
            <ShotField view="after" word="铲除后照片" />
          </Form.Item>
          <Note />
        </>
      );
    case "revisit":
      return (
        <>
          <When label="回访日期" />
          <Form.Item name="result" label="结果" rules={[{ required: true }]}>
            <Radio.Group
              options={[
                { value: "clean", label: "没有复生" },
                { value: "regrown", label: "有复生" },
              ]}
            />
          </Form.Item>
          {regrown ? <StemFields /> : null}
          <Note />
        </>
      );
    case "close":
      return (
        <Form.Item
          name="reason"
          label="办结说明"
          rules={[{ required: true, min: 2, message: "请写明办结说明，至少 2 个字" }]}
        >
          <Input.TextArea
            autoSize={{ minRows: 2 }}
            maxLength={500}
            placeholder="例：按期回访无复生，已移交派出所处理"
          />
        </Form.Item>
      );
    case "reopen":
      return (
        <Form.Item
          name="reason"
          label="重新打开的理由"
          rules={[{ required: true, min: 2, message: "请写明理由，至少 2 个字" }]}
        >
          <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
        </Form.Item>
      );
  }
}

/** 见证人: two at least, each with what they are. */
function Witnesses() {
  return (
    <Form.Item label="见证人" required style={{ marginBottom: 12 }}>
      <Form.List name="witnesses">
        {(rows, { add, remove }) => (
          <>
            {rows.map((row, i) => (
              <div key={row.key} className="witness-row">
                <Form.Item
                  name={[row.name, "name"]}
                  rules={[{ required: true, whitespace: true, message: "请填写姓名" }]}
                >
                  <Input placeholder={`第 ${i + 1} 名，姓名`} maxLength={40} />
                </Form.Item>
                <Form.Item
                  name={[row.name, "post"]}
                  rules={[{ required: true, whitespace: true, message: "请填写身份" }]}
                >
                  <Input placeholder="身份，例：社区干部" maxLength={60} />
                </Form.Item>
                <Button
                  type="text"
                  aria-label="去掉这名见证人"
                  disabled={rows.length <= 2}
                  icon={<MinusCircleOutlined />}
                  onClick={() => remove(row.name)}
                />
              </div>
            ))}
            {rows.length < 6 ? (
              <Button
                size="small"
                type="dashed"
                icon={<PlusOutlined />}
                onClick={() => add({ name: "", post: "" })}
              >
                再加一名
              </Button>
            ) : null}
          </>
        )}
      </Form.List>
    </Form.Item>
  );
}
