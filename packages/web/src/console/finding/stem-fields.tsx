import { MinusCircleOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Form, InputNumber, Radio } from "antd";
import { stemsOf } from "@lingzhu/domain/finding";
import { count } from "../../shared/format/index.ts";
import { stemCountOf, type EventValues } from "./event-values.ts";

const required = (message: string) => [{ required: true, message }];

/** 株数: counted one by one, or sampled in quadrats; the sampled sum is shown as it is worked out. */
export function StemFields() {
  const form = Form.useFormInstance<EventValues>();
  const counting = Form.useWatch("counting", form);
  const areaM2 = Form.useWatch("areaM2", form);
  const quadrats = Form.useWatch("quadrats", form);
  const complete =
    Boolean(areaM2) &&
    (quadrats?.length ?? 0) > 0 &&
    quadrats!.every((row) => row?.areaM2 > 0 && row.stems >= 0);
  const counted = complete
    ? stemsOf(stemCountOf({ counting: "sampled", areaM2: areaM2!, quadrats: quadrats! }))
    : null;
  return (
    <>
      <Form.Item name="counting" label="株数" required style={{ marginBottom: 8 }}>
        <Radio.Group
          options={[
            { value: "counted", label: "逐株清点" },
            { value: "sampled", label: "样方推算" },
          ]}
        />
      </Form.Item>
      {counting === "sampled" ? (
        <>
          <Form.Item
            name="areaM2"
            label="实际种植面积"
            rules={required("请填写面积")}
            style={{ marginBottom: 12 }}
          >
            <InputNumber min={0.1} max={10_000_000} suffix="平方米" style={{ width: "100%" }} />
          </Form.Item>
          <Form.List name="quadrats">
            {(rows, { add, remove }) => (
              <>
                {rows.map((row, i) => (
                  <div key={row.key} className="quadrat-row">
                    <Form.Item name={[row.name, "areaM2"]} rules={required("请填写样方面积")}>
                      <InputNumber
                        aria-label={`样方 ${i + 1} 面积`}
                        min={0.01}
                        max={10_000}
                        suffix="平方米"
                        style={{ width: "100%" }}
                      />
                    </Form.Item>
                    <Form.Item name={[row.name, "stems"]} rules={required("请填写株数")}>
                      <InputNumber
                        aria-label={`样方 ${i + 1} 株数`}
                        min={0}
                        max={1_000_000}
                        precision={0}
                        suffix="株"
                        style={{ width: "100%" }}
                      />
                    </Form.Item>
                    <Button
                      type="text"
                      aria-label={`去掉样方 ${i + 1}`}
                      disabled={rows.length === 1}
                      icon={<MinusCircleOutlined />}
                      onClick={() => remove(row.name)}
                    />
                  </div>
                ))}
                <Button
                  size="small"
                  type="dashed"
                  icon={<PlusOutlined />}
                  onClick={() => add({ areaM2: 1, stems: 0 })}
                >
                  再加一个样方
                </Button>
              </>
            )}
          </Form.List>
          <p className="quiet" style={{ margin: "6px 0 16px" }}>
            {counted === null
              ? "样方平均密度 × 实际种植面积"
              : `推算 ${count(counted)} 株（样方平均密度 × 实际种植面积）`}
          </p>
        </>
      ) : (
        <Form.Item name="stems" rules={required("请填写株数")}>
          <InputNumber
            aria-label="株数"
            min={0}
            max={10_000_000}
            precision={0}
            suffix="株"
            style={{ width: "100%" }}
          />
        </Form.Item>
      )}
    </>
  );
}
