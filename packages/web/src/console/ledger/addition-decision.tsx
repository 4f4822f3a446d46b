import { App, Button, Form, Input, Modal, Radio, Select } from "antd";
import { useState } from "react";
import { z } from "zod";
import { additionMachine, placeKinds, type AdditionRow } from "@lingzhu/domain/place";
import { eventsFrom } from "@lingzhu/domain/kernel";
import { issuesAtFields, useFirmAfterTry, zodRule } from "../form/index.ts";
import { ProblemNote } from "../states/index.ts";
import { useDecision, usePlaceSearch } from "./addition-queries.ts";

type DecisionType = "confirm" | "merge" | "reject" | "reopen";
const order: readonly DecisionType[] = ["confirm", "merge", "reject", "reopen"];
const words: Record<DecisionType, { button: string; touches: (row: AdditionRow) => string }> = {
  confirm: {
    button: "确认",
    touches: () => "确认后正式列入台账，以后导入台账时按同一处对待。",
  },
  merge: {
    button: "并入…",
    touches: ({ records }) =>
      `这里的 ${records} 条记录将算在并入的地点上，之后送到的也一样；本处退出应查。记录本身不改动，可以重新审核。`,
  },
  reject: {
    button: "不予登记",
    touches: ({ records }) => `本处退出应查，这里的 ${records} 条记录保留但不再计入。可以重新审核。`,
  },
  reopen: {
    button: "重新审核",
    touches: () => "回到待确认，重新计入应查，记录也随之恢复。",
  },
};

/** What the office may do with an addition now, each with a second look. */
export function AdditionDecision({ row }: { row: AdditionRow }) {
  const [asked, setAsked] = useState<DecisionType | null>(null);
  const possible = eventsFrom(additionMachine, row.state) as string[];
  const offered = order.filter((type) => possible.includes(type));
  return (
    <div className="addition-decide">
      {offered.map((type) => (
        <Button
          key={type}
          size="small"
          type={type === "confirm" && row.similar.every(({ sameName }) => !sameName) ? "primary" : "default"}
          onClick={() => setAsked(type)}
        >
          {words[type].button}
        </Button>
      ))}
      {asked ? <DecisionDialog row={row} type={asked} onClose={() => setAsked(null)} /> : null}
    </div>
  );
}

interface Fields {
  intoPlaceId?: string;
  reason?: string;
}
const Reason = z.string().trim().min(2, "请写明理由").max(200);

function DecisionDialog({
  row,
  type,
  onClose,
}: {
  row: AdditionRow;
  type: DecisionType;
  onClose: () => void;
}) {
  const [form] = Form.useForm<Fields>();
  const { message } = App.useApp();
  const word = additionMachine.eventWords[type];
  const decision = useDecision(row.placeId, () => {
    void message.success(`已${word}`);
    onClose();
  });
  const send = ({ intoPlaceId = "", reason = "" }: Fields) =>
    decision.mutate(
      type === "confirm" ? { type } : type === "merge" ? { type, intoPlaceId, reason } : { type, reason },
      { onError: (error) => void issuesAtFields(form, error) },
    );
  const registered = row.similar.filter(({ awaiting }) => !awaiting);
  return (
    <Modal
      open
      title={word}
      okText={word}
      okButtonProps={{ danger: type === "reject" }}
      cancelText="取消"
      confirmLoading={decision.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
      destroyOnHidden
    >
      <p style={{ marginTop: 0 }}>
        {placeKinds[row.kind]} <strong>{row.path}</strong>
      </p>
      <p className="quiet">{words[type].touches(row)}</p>
      <ProblemNote error={decision.error} />
      <Form<Fields>
        form={form}
        layout="vertical"
        {...useFirmAfterTry()}
        initialValues={{ intoPlaceId: registered[0]?.id }}
        onFinish={send}
      >
        {type === "merge" ? (
          <Form.Item
            name="intoPlaceId"
            label="并入"
            rules={[{ required: true, message: "请选择并入的地点" }]}
          >
            <TargetChoice row={row} suggested={registered} />
          </Form.Item>
        ) : null}
        {type === "confirm" ? null : (
          <Form.Item name="reason" label="理由" required rules={[zodRule(Reason)]}>
            <Input.TextArea autoSize={{ minRows: 2 }} maxLength={200} placeholder={placeholders[type]} />
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}

const placeholders: Record<Exclude<DecisionType, "confirm">, string> = {
  merge: "例：与台账中同一户，门牌写法不同",
  reject: "例：配电房，无人居住",
  reopen: "例：现场复核，确是两户",
};

/** The suggested places as a choice, and a search for any other of the same kind and community. */
function TargetChoice({
  row,
  suggested,
  value,
  onChange,
}: {
  row: AdditionRow;
  suggested: AdditionRow["similar"];
  value?: string;
  onChange?: (id: string) => void;
}) {
  const [text, setText] = useState("");
  const found = usePlaceSearch({ text, kind: row.kind, communityId: row.communityId });
  const options = (found.data?.items ?? [])
    .filter(({ id, addition }) => id !== row.placeId && addition !== "awaiting")
    .map(({ id, path }) => ({ value: id, label: path }));
  const isSuggested = suggested.some(({ id }) => id === value);
  return (
    <>
      {suggested.length > 0 ? (
        <Radio.Group
          value={isSuggested ? value : undefined}
          onChange={(event) => onChange?.(event.target.value as string)}
          className="addition-targets"
        >
          {suggested.map(({ id, path, metres }) => (
            <Radio key={id} value={id}>
              {path}
              {metres === null ? null : <span className="quiet">，相距 {metres} 米</span>}
            </Radio>
          ))}
        </Radio.Group>
      ) : null}
      <Select<string>
        showSearch
        filterOption={false}
        value={isSuggested ? null : (value ?? null)}
        placeholder={suggested.length > 0 ? "或按地址查找另一处" : "按地址查找，如 12号楼 502"}
        onSearch={setText}
        onChange={(id) => onChange?.(id)}
        options={options}
        loading={found.isFetching}
        notFoundContent={text.trim() ? "没有找到同一社区的这类地点" : "请输入地址中的几个词"}
        style={{ width: "100%" }}
      />
    </>
  );
}
