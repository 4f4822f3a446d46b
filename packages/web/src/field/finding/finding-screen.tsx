import { useState } from "react";
import { findingStates, species, stemsOf } from "@lingzhu/domain/finding";
import type { FindingView } from "@lingzhu/domain/finding";
import { dayOf, daysBetween, longDay } from "@lingzhu/domain/kernel";
import { plantStages } from "@lingzhu/domain/patrol";
import { count, momentWords } from "../../shared/format/index.ts";
import { useField } from "../frame/field-context.ts";
import { goBack } from "../frame/navigation.ts";
import { useNow } from "../../shared/clock/index.ts";
import { AnswerState, Empty } from "../frame/notice.tsx";
import { Button } from "../frame/button.tsx";
import { Screen } from "../frame/screen.tsx";
import { distanceWords } from "../position/distance-words.ts";
import { usePosition } from "../position/watch.ts";
import { useKept, useLive } from "../store/kept.ts";
import { metresTo } from "../zone/places.ts";
import { EradicateForm } from "./eradicate-form.tsx";
import { fetchFinding, findingKey } from "./finding-record.ts";
import { RevisitForm } from "./revisit-form.tsx";
import "./finding.css";
import "../found/found.css";

/** One finding for whoever goes there: what it is, what is owed now, and the form for it. */
export function FindingScreen({ findingId }: { findingId: string }) {
  const { db, outbox, session } = useField();
  const personId = session.person.id;
  const answer = useKept(db, findingKey(personId, findingId), () => fetchFinding(findingId));
  const [recorded, setRecorded] = useState(false);
  const waiting = useLive(`events/${findingId}`, async () =>
    (await outbox.pending()).filter(
      ({ fact }) => fact.kind === "finding-event" && fact.body.findingId === findingId,
    ),
  );
  const finding = answer.value;
  const refused = waiting?.find(({ state }) => state === "refused");
  const unsent = waiting?.some(({ state }) => state === "waiting") ?? false;
  const done = () => {
    setRecorded(true);
    window.scrollTo(0, 0);
  };

  return (
    <Screen title={finding ? finding.number : "发现"} back={{ name: "today" }}>
      <AnswerState answer={answer} noun="这条发现" />
      {finding && <Summary finding={finding} />}
      {refused && (
        <div className="refused" role="alert">
          <strong>{refused.refusal?.title ?? "没有收下"}</strong>
          <span>{refused.refusal?.detail}</span>
        </div>
      )}
      {finding &&
        (recorded || unsent ? (
          <Empty
            title={unsent ? "已登记，存在本机" : "已登记并送达"}
            action={
              <Button kind="main" onClick={() => void goBack({ name: "today" })}>
                回到今日
              </Button>
            }
          >
            {unsent ? "有信号时自动发送，发送后这里会更新。" : "街道禁毒办已经可以看到。"}
          </Empty>
        ) : finding.may.includes("eradicate") ? (
          <EradicateForm finding={finding} onRecorded={done} />
        ) : finding.may.includes("revisit") ? (
          <RevisitForm finding={finding} onRecorded={done} />
        ) : (
          <Empty title="现在没有要您办的">
            {finding.state === "suspected"
              ? "正在等街道禁毒办或派出所核实，请守住现场。"
              : `这条发现处于「${findingStates[finding.state]}」。`}
          </Empty>
        ))}
    </Screen>
  );
}

function Summary({ finding }: { finding: FindingView }) {
  const position = usePosition();
  const now = useNow();
  const metres = position.kind === "fixed" ? metresTo(position.fix, finding) : null;
  const stems = finding.eradicatedStems ?? finding.verifiedStems ?? finding.reportedStems;
  const today = dayOf(now);
  const late = finding.revisitDueOn ? daysBetween(finding.revisitDueOn, today) : 0;
  const last = finding.events.at(-1);
  return (
    <section className="card finding-summary">
      <strong>{finding.placePath}</strong>
      <dl>
        <dt>状态</dt>
        <dd>{findingStates[finding.state]}</dd>
        <dt>植株</dt>
        <dd>
          {finding.species ? species[finding.species] : "疑似罂粟"}
          {finding.stage && ` · ${plantStages[finding.stage]}`}
          {stems !== null && ` · ${count(stems)} 株`}
        </dd>
        {finding.revisitDueOn && finding.state !== "closed" && (
          <>
            <dt>回访</dt>
            <dd>
              {longDay(finding.revisitDueOn)}起{late > 0 && `，已超 ${late} 天`}
            </dd>
          </>
        )}
        {metres !== null && (
          <>
            <dt>距离</dt>
            <dd>约 {distanceWords(metres)}</dd>
          </>
        )}
        {last && (
          <>
            <dt>最近</dt>
            <dd>
              {momentWords(last.at, now)} {last.by}
              {last.event.type === "eradicate" && ` 铲除 ${count(stemsOf(last.event.count))} 株`}
            </dd>
          </>
        )}
        {finding.note && (
          <>
            <dt>备注</dt>
            <dd>{finding.note}</dd>
          </>
        )}
      </dl>
    </section>
  );
}
