import { useEffect, useState } from "react";
import { Button } from "../frame/button.tsx";
import { Icon } from "../frame/icon.tsx";
import { useField } from "../frame/field-context.ts";
import { goTo, type Screen as Where } from "../frame/navigation.ts";
import { Refused } from "../frame/notice.tsx";
import { Screen } from "../frame/screen.tsx";
import { freshFix, usePosition } from "../position/watch.ts";
import { useDraft } from "../store/draft.ts";
import { CountStep, PhotographStep, StageStep, ToldStep } from "./found-steps.tsx";
import { emptySighting, gapOf, sightingParcels, type SightingDraft } from "./sighting.ts";
import { SentScreen } from "./sent-screen.tsx";
import { WhereStep } from "./where-step.tsx";
import "./found.css";
import { timeNow } from "../../shared/clock/house-time.ts";

const steps = [
  { title: "在哪里", Part: WhereStep },
  { title: "什么样子", Part: StageStep },
  { title: "多少株", Part: CountStep },
  { title: "拍三张照片", Part: PhotographStep },
  { title: "告诉了谁", Part: ToldStep },
];
/** What every step gets. */
export interface StepProps {
  draft: SightingDraft;
  change: (part: Partial<SightingDraft>) => void;
  /** Where the person came from. */
  from: { placeId: string | null; zoneId: string | null };
}

/** 发现: five short steps, each of which may be left at what it says; under a minute. */
export function FoundScreen(props: { placeId: string | null; zoneId: string | null }) {
  const { db, session, make, record } = useField();
  const { value: draft, change, discard } = useDraft(db, session.person.id, "found", () => emptySighting);
  const [failed, setFailed] = useState(false);
  const [busy, setBusy] = useState(false);
  const [sent, setSent] = useState<string | null>(null);
  const position = usePosition();
  const home: Where = props.zoneId
    ? { name: "zone", zoneId: props.zoneId, placeId: null, corrects: null }
    : { name: "today" };

  // The position where the person stood when they began, unless a better one comes during the first step.
  const better = position.kind === "fixed" ? position.fix : null;
  const step = draft?.step ?? 0;
  useEffect(() => {
    if (!draft || !better || draft.step > 0) return;
    if (!draft.fix || better.accuracy < draft.fix.accuracy || better.at - draft.fix.at > 60_000)
      change({ fix: better });
  }, [draft, better, change]);

  if (sent) return <SentScreen home={home} findingId={sent} />;
  if (!draft)
    return (
      <Screen title="发现" back={home}>
        {null}
      </Screen>
    );

  const { Part, title } = steps[step] ?? steps[0]!;
  const isLast = step === steps.length - 1;
  const gap = isLast ? gapOf(draft) : null;

  async function send(ready: SightingDraft) {
    setBusy(true);
    setFailed(false);
    try {
      const parcels = sightingParcels(make, { ...ready, fix: ready.fix ?? freshFix(timeNow()) });
      await record(parcels);
      await discard();
      navigator.vibrate?.([30, 60, 30]);
      setSent(parcels[0]!.fact.id);
    } catch {
      setFailed(true);
    }
    setBusy(false);
  }
  const go = (to: number) => {
    change({ step: to });
    window.scrollTo(0, 0);
  };

  return (
    <Screen title="发现" back={home}>
      <div className="steps" aria-label={`第 ${step + 1} 步，共 ${steps.length} 步`}>
        {steps.map(({ title }, index) => (
          <i key={title} data-done={index <= step} />
        ))}
      </div>
      <h2 className="step-title">
        <small>
          {step + 1}/{steps.length}
        </small>
        {title}
      </h2>
      <Part draft={draft} change={change} from={props} />
      {step === 0 && (
        <Button kind="quiet" onClick={() => goTo({ name: "marker" })}>
          看到的是写着编号的标牌？登记标牌
        </Button>
      )}
      {gap && <p className="hint">{gap}</p>}
      {failed && (
        <Refused title="没有存上">手机存储写不进去，填写的内容还在这里。请腾出空间后再点上报。</Refused>
      )}
      <div className="action-bar">
        {step > 0 ? (
          <Button onClick={() => go(step - 1)}>上一步</Button>
        ) : (
          <Button onClick={() => goTo({ name: "guide" })}>怎么认</Button>
        )}
        {isLast ? (
          <Button kind="main" disabled={busy || gap !== null} onClick={() => void send(draft)}>
            <Icon name="flower" />
            上报
          </Button>
        ) : (
          <Button kind="main" onClick={() => go(step + 1)}>
            下一步
          </Button>
        )}
      </div>
    </Screen>
  );
}
