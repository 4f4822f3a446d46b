import { useMutation } from "@tanstack/react-query";
import { Button, Form, Input, InputNumber } from "antd";
import { useCallback, useMemo, useRef, useState, type ReactNode } from "react";
import { SaveCampaign, type TextSpan } from "@lingzhu/domain/campaign";
import { ApiProblem } from "../../shared/api/index.ts";
import { count } from "../../shared/format/index.ts";
import { DayField, issuesAtFields, useFirmAfterTry } from "../form/index.ts";
import { ProblemNote } from "../states/index.ts";
import { CommunityRows, DutyRows, GoalRows, MemberRows, PhaseRows, type Look } from "./plan-rows.tsx";
import { PlanSource } from "./plan-source.tsx";
import { findSpan } from "./plan-text.ts";
import { campaignToSave, gapsIn, type PlanPlaces, type PlanValues } from "./plan-values.ts";
import "./plan.css";

interface Props {
  initial: PlanValues;
  /** The text of the plan; empty when it was never read from a file. */
  text: string;
  places?: PlanPlaces;
  notUnderstood?: readonly { text: string; source?: TextSpan | undefined }[];
  /** Called with every change, so that a reload loses nothing. */
  onChange?: (values: PlanValues) => void;
  save: (campaign: SaveCampaign) => Promise<void>;
  saveWord: string;
  otherActions?: ReactNode;
}

const NO_PLACES: PlanPlaces = { goals: [] };

/** 方案核对: the draft to correct on the left, the text it came from on the right. */
export function PlanDesk({
  initial,
  text,
  places = NO_PLACES,
  notUnderstood = [],
  onChange,
  save,
  saveWord,
  otherActions,
}: Props) {
  const [form] = Form.useForm<PlanValues>();
  const firm = useFirmAfterTry();
  const [problem, setProblem] = useState<unknown>(null);
  const unreadPanel = useRef<HTMLElement>(null);
  const [now, setNow] = useState<TextSpan | null>(null);
  const [gaps, setGaps] = useState(() => gapsIn(initial));
  const [values, setValues] = useState(initial);

  const look = useCallback<Look>(
    ({ source, words }) => setNow(source ?? (words ? findSpan(text, words) : null)),
    [text],
  );
  const read = useMemo(
    () => [
      ...[places.title, places.period, places.office].flatMap((span) => span ?? []),
      ...places.goals,
      ...[...values.phases, ...values.group, ...values.communities, ...values.duties].flatMap((item) =>
        item?.source ? [item.source] : [],
      ),
    ],
    [places, values],
  );
  const unread = useMemo(
    () => notUnderstood.flatMap((item) => item.source ?? findSpan(text, item.text) ?? []),
    [notUnderstood, text],
  );

  const store = useMutation({
    mutationFn: save,
    onMutate: () => setProblem(null),
    onError: (error) => {
      if (!issuesAtFields(form, error)) setProblem(error);
    },
  });
  const changed = () => {
    const next = form.getFieldsValue(true) as PlanValues;
    setGaps(gapsIn(next));
    setValues({ ...next });
    onChange?.(next);
  };
  const finish = () => {
    const campaign = campaignToSave(form.getFieldsValue(true) as PlanValues, text);
    const checked = SaveCampaign.safeParse(campaign);
    if (checked.success) return store.mutate(checked.data);
    const issues = checked.error.issues.map(({ path, message }) => ({
      path: path.join("."),
      reason: message,
    }));
    const refused = new ApiProblem({
      code: "input.invalid",
      status: 400,
      title: "填写的内容有误",
      detail: issues.map((issue) => issue.reason).join("；"),
      issues,
    });
    if (!issuesAtFields(form, refused)) setProblem(refused);
  };
  const adopt = (sentence: string) => {
    form.setFieldValue("duties", [...(form.getFieldValue("duties") ?? []), { kind: null, text: sentence }]);
    changed();
  };
  const leftOver = notUnderstood.filter(
    ({ text: words }) => !values.duties.some((duty) => duty?.text === words),
  );

  return (
    <Form
      form={form}
      initialValues={initial}
      {...firm}
      onValuesChange={changed}
      onFinish={finish}
      layout="vertical"
    >
      <div className="plan-desk" data-alone={text === ""}>
        <div className="plan-sections">
          <ProblemNote error={problem} />
          <section className="panel" aria-label="方案">
            <h2>方案</h2>
            <div className="panel-body plan-grid">
              <Form.Item name="title" label="标题" rules={[{ required: true, message: "请填写方案标题" }]}>
                <Input
                  maxLength={120}
                  onFocus={() => look({ source: places.title, words: form.getFieldValue("title") as string })}
                />
              </Form.Item>
              <div
                className="plan-grid"
                style={{ gridTemplateColumns: "110px 1fr 1fr" }}
                onFocusCapture={() => look({ source: places.period })}
              >
                <Form.Item name="year" label="年份" rules={[{ required: true, message: "请填写" }]}>
                  <InputNumber min={2000} max={2100} precision={0} style={{ width: "100%" }} />
                </Form.Item>
                <Form.Item
                  name="start"
                  label="开始"
                  rules={[{ required: true, message: "原文未写明，请选择" }]}
                >
                  <DayField />
                </Form.Item>
                <Form.Item
                  name="end"
                  label="结束"
                  rules={[{ required: true, message: "原文未写明，请选择" }]}
                >
                  <DayField />
                </Form.Item>
              </div>
              <div
                className="plan-grid"
                style={{ gridTemplateColumns: "1fr 1fr" }}
                onFocusCapture={() =>
                  look({
                    source: places.office,
                    words: form.getFieldValue(["office", "at"]) as string,
                  })
                }
              >
                <Form.Item name={["office", "at"]} label="办公室设在">
                  <Input maxLength={120} />
                </Form.Item>
                <Form.Item name={["office", "head"]} label="办公室主任">
                  <Input maxLength={40} />
                </Form.Item>
              </div>
            </div>
          </section>
          <PhaseRows look={look} />
          <GoalRows look={look} />
          <MemberRows look={look} />
          <CommunityRows look={look} />
          <DutyRows look={look} />
          {leftOver.length > 0 ? (
            <section className="panel plan-unread-panel" aria-label="没有看懂的句子" ref={unreadPanel}>
              <h2>
                没有看懂的句子<span className="plan-count">{leftOver.length}</span>
              </h2>
              <ul className="plan-unread-list">
                {leftOver.map((item) => (
                  <li key={item.text}>
                    <button
                      type="button"
                      className="words"
                      onClick={() => look({ source: item.source, words: item.text })}
                    >
                      {item.text}
                    </button>
                    <Button size="small" onClick={() => adopt(item.text)}>
                      列为要求
                    </Button>
                  </li>
                ))}
              </ul>
            </section>
          ) : null}
          <div className="plan-foot">
            <Button type="primary" htmlType="submit" size="large" loading={store.isPending}>
              {saveWord}
            </Button>
            {otherActions}
            <span className="quiet" role="status">
              {gaps > 0 ? `还有 ${count(gaps)} 处要补填或删除` : "已经填齐"}
            </span>
            {leftOver.length > 0 ? (
              <Button
                type="link"
                onClick={() => unreadPanel.current?.scrollIntoView({ block: "start", behavior: "smooth" })}
              >
                {`${count(leftOver.length)} 句没有看懂，去核对`}
              </Button>
            ) : null}
          </div>
        </div>
        {text === "" ? null : (
          <aside className="panel plan-aside">
            <h2>原文</h2>
            <PlanSource text={text} read={read} unread={unread} now={now} />
            <div className="plan-legend">
              <span className="plan-read">已读入</span>
              {unread.length > 0 ? <span className="plan-unread">没有看懂</span> : null}
              <span className="plan-now">正在核对</span>
            </div>
          </aside>
        )}
      </div>
    </Form>
  );
}
