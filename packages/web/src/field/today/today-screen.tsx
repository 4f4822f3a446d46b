import { dayOf, daysBetween, longDay } from "@lingzhu/domain/kernel";
import { plantStages, roundKinds, type FieldDay, type ZonePackage } from "@lingzhu/domain/patrol";
import { shortDay } from "../../shared/format/index.ts";
import { Button } from "../frame/button.tsx";
import { useField } from "../frame/field-context.ts";
import { Icon } from "../frame/icon.tsx";
import { goTo } from "../frame/navigation.ts";
import { useNow } from "../../shared/clock/index.ts";
import { AnswerState, Empty } from "../frame/notice.tsx";
import { Screen } from "../frame/screen.tsx";
import { distanceWords } from "../position/distance-words.ts";
import { usePosition } from "../position/watch.ts";
import { keptRow, useLive } from "../store/kept.ts";
import { useGaps } from "../track/gaps.ts";
import {
  localVisits,
  metresTo,
  papersDone,
  seenOf,
  withLocalVisits,
  withPapersDone,
} from "../zone/places.ts";
import { zoneKey } from "../zone/zone-package.ts";
import { Progress } from "../zone/zone-screen.tsx";
import { useFetchAhead, useFieldDay } from "./field-day.ts";
import { nextSteps } from "./next-steps.ts";
import "./today.css";

/** Records looked through for papers that were just served. */
const RECENT = 200;

/** 今日: the zones of today with their progress, and the findings that wait for somebody to go there. */
export function TodayScreen() {
  const { session } = useField();
  const now = useNow();
  const answer = useFieldDay();
  const day = answer.value;
  useFetchAhead(day);
  return (
    <Screen title="今日">
      <p className="today-date">
        {longDay(dayOf(now))}
        <small>
          {session.street.name} · {session.person.name}
        </small>
      </p>
      <AnswerState answer={answer} noun="今日任务" />
      {day && (
        <>
          {day.zones.length === 0 && (
            <Empty title="今天没有交给您的片">
              片由街道或社区分到各组。如果今天应当出门，请联系社区书记；发现可疑植株随时可以点「发现」上报。
            </Empty>
          )}
          <NextSteps day={day} />
          {day.zones.length > 0 && <h2 className="section-title">我的片</h2>}
          <ul className="zones">
            {day.zones.map((zone) => (
              <li key={zone.id}>
                <ZoneCard zone={zone} />
              </li>
            ))}
          </ul>
          {day.revisits.length > 0 && (
            <>
              <h2 className="section-title">待处置和待回访</h2>
              <ul className="rows">
                {day.revisits.map((revisit) => (
                  <li key={revisit.findingId}>
                    <RevisitRow revisit={revisit} today={day.day} />
                  </li>
                ))}
              </ul>
            </>
          )}
          <h2 className="section-title">还要登记</h2>
          <div className="today-more">
            <Button onClick={() => goTo({ name: "scan" })}>
              <Icon name="code" />
              扫门牌码
            </Button>
            <Button onClick={() => goTo({ name: "record", form: "publicity", placeId: null, zoneId: null })}>
              <Icon name="voice" />
              宣传活动
            </Button>
            <Button
              onClick={() => goTo({ name: "record", form: "seed-handover", placeId: null, zoneId: null })}
            >
              <Icon name="seed" />
              种子收缴
            </Button>
          </div>
        </>
      )}
    </Screen>
  );
}

/** 现在做什么, from what is on the phone: it says the same without signal. */
function NextSteps({ day }: { day: FieldDay }) {
  const { db, outbox, session, queue } = useField();
  const personId = session.person.id;
  const now = useNow();
  const position = usePosition();
  const today = dayOf(now);
  const gaps = useGaps();
  const ids = day.zones.map(({ id }) => id);
  const zones = useLive(`steps/${ids.join()}`, async () => {
    const kept = await Promise.all(ids.map((id) => keptRow(db, zoneKey(personId, id))));
    const papers = papersDone(await outbox.latest(RECENT), personId);
    return Promise.all(
      kept.flatMap((one) => {
        if (!one) return [];
        const { zone, round, places } = one.value as ZonePackage;
        return [
          outbox.visitsOf(round.id).then((entries) => ({
            ...zone,
            places: withPapersDone(
              withLocalVisits(places, localVisits(entries, personId, round.id), one.at),
              papers,
            ),
          })),
        ];
      }),
    );
  });
  if (!zones) return null;
  const steps = nextSteps({
    now,
    today,
    revisits: day.revisits,
    zones,
    here: position.kind === "fixed" ? position.fix : null,
    refused: queue.refused,
    gaps: gaps.length,
  });
  if (steps.length === 0) return null;
  return (
    <section className="stack" aria-label="现在做什么">
      <h2 className="section-title">现在做什么</h2>
      <ul className="rows">
        {steps.map(({ key, words, aside, to }) => (
          <li key={key}>
            <button type="button" className="row" onClick={() => goTo(to)}>
              <span className="row-main">
                <strong>{words}</strong>
                {aside && <small>{aside}</small>}
              </span>
              <Icon name="more" size={22} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function ZoneCard({ zone }: { zone: FieldDay["zones"][number] }) {
  const { db, outbox, session } = useField();
  const personId = session.person.id;
  const { round } = zone;
  const now = useNow();
  // With the zone on the phone the figures include what has just been recorded here.
  const own = useLive(`zone-figures/${zone.id}/${round.id}`, async () => {
    const kept = await keptRow(db, zoneKey(personId, zone.id));
    if (!kept) return null;
    const visits = localVisits(await outbox.visitsOf(round.id), personId, round.id);
    const places = withLocalVisits((kept.value as ZonePackage).places, visits, kept.at);
    return { seen: seenOf(places), total: places.length };
  });
  const { seen, total } = own ?? zone;
  const left = daysBetween(dayOf(now), round.end);
  return (
    <button
      type="button"
      className="card zone-card"
      onClick={() => goTo({ name: "zone", zoneId: zone.id, placeId: null, corrects: null })}
    >
      <span className="zone-card-head">
        <strong>{zone.name}</strong>
        <Icon name="more" size={22} />
      </span>
      <span className="zone-card-round">
        {round.kind === "cross_check" && <b className="key-word">{roundKinds.cross_check}</b>}
        {round.name} · {plantStages[round.stage]}期 · {zone.teamName}
      </span>
      <Progress seen={seen} total={total} />
      <span className="zone-card-end">
        {shortDay(round.end)} 截止
        {left >= 0 ? (left === 0 ? "，就在今天" : `，还有 ${left} 天`) : `，已过 ${-left} 天`}
      </span>
    </button>
  );
}

function RevisitRow({ revisit, today }: { revisit: FieldDay["revisits"][number]; today: string }) {
  const position = usePosition();
  const metres = position.kind === "fixed" ? metresTo(position.fix, revisit) : null;
  const late = daysBetween(revisit.dueOn, today);
  return (
    <button
      type="button"
      className="row"
      onClick={() => goTo({ name: "finding", findingId: revisit.findingId })}
    >
      <span className="row-main">
        <strong>{revisit.placePath}</strong>
        <small>
          发现 {revisit.number}
          {metres !== null && ` · 约 ${distanceWords(metres)}`}
        </small>
      </span>
      {late > 0 ? (
        <span className="state-word" data-state="late">
          超期 {late} 天
        </span>
      ) : (
        <span className="state-word" data-state="no_one_in">
          <Icon name="clock" size={18} />
          {late === 0 ? "今天" : shortDay(revisit.dueOn)}
        </span>
      )}
    </button>
  );
}
