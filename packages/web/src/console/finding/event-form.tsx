import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Form } from "antd";
import { useState } from "react";
import {
  applyEvent,
  findingMachine,
  FindingEvent,
  type FindingEventType,
  type FindingStatus,
  type FindingView,
} from "@lingzhu/domain/finding";
import { Problem } from "@lingzhu/domain/kernel";
import { useToday } from "../../shared/clock/index.ts";
import { asProblem, ApiProblem } from "../../shared/api/index.ts";
import { issuesAtFields, useFirmAfterTry, useFormDraft } from "../form/index.ts";
import { ProblemNote } from "../states/index.ts";
import { EventFields } from "./event-fields.tsx";
import { eventOf, type EventValues } from "./event-values.ts";
import { eventWords } from "./event-words.ts";
import { newId, recordEvent } from "./finding-queries.ts";
import { sendShots, type Shot } from "./shots.ts";

export interface FormValues extends EventValues {
  before?: Shot[];
  after?: Shot[];
}

/** Photographs that are chosen and not yet sent; a draft does not hold them. */
const FILES = ["before", "after"];

/** What cannot be taken back, in words for the second look. */
const effects: Partial<Record<FindingEventType, string>> = {
  verify: "核实后不能改回疑似，错了只能排除并写明依据。",
  rule_out: "排除后这起发现不再计入未办结，以后可以重新打开。",
  eradicate: "株数、日期、见证人和照片会写入记录，不能修改。",
  close: "办结后不再安排回访，以后可以重新打开。",
};

const statusOf = (finding: FindingView): FindingStatus => ({
  state: finding.state,
  species: finding.species,
  lookAlike: finding.lookAlike,
  stage: finding.stage,
  reportedStems: finding.reportedStems,
  verifiedStems: finding.verifiedStems,
  eradicatedStems: finding.eradicatedStems,
  eradicatedOn: finding.eradicatedOn,
  revisitDueOn: finding.revisitDueOn,
  cleanRevisits: finding.cleanRevisits,
});

/**
 * One step of a finding. First filled in, then looked at once more, then recorded; the same state machine that the
 * server runs refuses here already, in the same words.
 */
export function EventForm({
  finding,
  type,
  onDone,
}: {
  finding: FindingView;
  type: FindingEventType;
  onDone: () => void;
}) {
  const [form] = Form.useForm<FormValues>();
  const today = useToday();
  const client = useQueryClient();
  const [eventId] = useState(newId);
  const [looking, setLooking] = useState<{ event: FindingEvent; shots: Shot[] } | null>(null);
  const [refused, setRefused] = useState<unknown>(null);
  const word = findingMachine.eventWords[type];

  const draft = useFormDraft<FormValues>(
    form,
    `finding:${finding.id}:${type}`,
    {
      species: finding.species ?? "opium-poppy",
      stage: finding.stage ?? "flowering",
      day: today,
      method: "pulled",
      result: "clean",
      counting: "counted",
      stems: type === "eradicate" ? finding.verifiedStems : type === "verify" ? finding.reportedStems : null,
      witnesses: [
        { name: "", post: "" },
        { name: "", post: "" },
      ],
      quadrats: [{ areaM2: 1, stems: 0 }],
    },
    FILES,
  );

  const record = useMutation({
    mutationFn: async ({ event, shots }: { event: FindingEvent; shots: Shot[] }) => {
      await sendShots(shots, finding.id);
      return recordEvent(finding.id, eventId, event);
    },
    onSuccess: async (view) => {
      draft.forget();
      client.setQueryData(["findings", "one", finding.id], view);
      // Before anything is waited for: by then the next step's form may be open.
      onDone();
      await Promise.all(
        ["findings", "overview", "map", "alerts"].map((key) => client.invalidateQueries({ queryKey: [key] })),
      );
    },
    onError: (error) => {
      setLooking(null);
      setRefused(error);
      issuesAtFields(form, error);
    },
  });

  const look = (values: FormValues) => {
    setRefused(null);
    const before = values.before ?? [];
    const after = values.after ?? [];
    const made = eventOf(type, values, {
      before: before.map(({ id }) => id),
      after: after.map(({ id }) => id),
    });
    try {
      const event = FindingEvent.parse(made);
      applyEvent(statusOf(finding), event);
      setLooking({ event, shots: [...before, ...after] });
    } catch (error) {
      setRefused(
        error instanceof Problem
          ? new ApiProblem({
              code: error.code,
              status: error.status,
              title: error.title,
              detail: error.detail,
            })
          : new ApiProblem({
              code: "input.invalid",
              status: 422,
              title: "还没有填全",
              detail: "请检查标出的内容，已填写的都还在。",
            }),
      );
    }
  };

  return (
    <Form<FormValues> form={form} layout="vertical" {...draft.props} {...useFirmAfterTry()} onFinish={look}>
      {looking ? null : draft.note}
      <ProblemNote error={refused} />
      <div hidden={looking !== null}>
        <EventFields type={type} />
      </div>
      {looking ? (
        <SecondLook event={looking.event} photographs={looking.shots.length} effect={effects[type]} />
      ) : null}
      <div className="finding-actions">
        {looking ? (
          <>
            <Button type="primary" loading={record.isPending} onClick={() => record.mutate(looking)}>
              确认{word}
            </Button>
            <Button disabled={record.isPending} onClick={() => setLooking(null)}>
              返回修改
            </Button>
          </>
        ) : (
          <>
            <Button type="primary" htmlType="submit">
              下一步
            </Button>
            <Button onClick={onDone}>取消</Button>
          </>
        )}
      </div>
      {record.isError && asProblem(record.error).passing ? (
        <p className="quiet">网络恢复后再按一次即可，不会重复登记。</p>
      ) : null}
    </Form>
  );
}

function SecondLook({
  event,
  photographs,
  effect,
}: {
  event: FindingEvent;
  photographs: number;
  effect: string | undefined;
}) {
  const { text, more } = eventWords(event);
  return (
    <div className="second-look" role="status">
      <strong>{text}</strong>
      <ul>
        {more.map((line) => (
          <li key={line}>{line}</li>
        ))}
        {photographs > 0 ? <li>照片 {photographs} 张</li> : null}
      </ul>
      {effect ? <div className="quiet">{effect}</div> : null}
    </div>
  );
}
