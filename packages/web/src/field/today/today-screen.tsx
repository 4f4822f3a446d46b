import { useEffect } from "react";
import { dayOf, daysBetween, longDay } from "@lingzhu/domain/kernel";
import { FieldDay, plantStages, roundKinds, ZonePackage } from "@lingzhu/domain/patrol";
import { get } from "../../shared/api/index.ts";
import { shortDay } from "../../shared/format/index.ts";
import { fetchFinding, findingKey } from "../finding/finding-record.ts";
import { useField } from "../frame/field-context.ts";
import { Icon } from "../frame/icon.tsx";
import { goTo } from "../frame/navigation.ts";
import { useNow } from "../../shared/clock/index.ts";
import { AnswerState, Empty } from "../frame/notice.tsx";
import { Screen } from "../frame/screen.tsx";
import { distanceWords } from "../position/distance-words.ts";
import { usePosition } from "../position/watch.ts";
import { forget, keep, keptKeys, keptRow, useKept, useLive } from "../store/kept.ts";
import { localVisits, metresTo, seenOf, withLocalVisits } from "../zone/places.ts";
import { zoneKey } from "../zone/zone-package.ts";
import { Progress } from "../zone/zone-screen.tsx";
import "./today.css";

const useDay = () => {
  const { db, session } = useField();
  return useKept(db, `${session.person.id}/today`, () => get("/api/field/today", FieldDay));
};

/** 今日: the zones of today with their progress, and the findings that wait for somebody to go there. */
export function TodayScreen() {
  const { session } = useField();
  const now = useNow();
  const answer = useDay();
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
        </>
      )}
    </Screen>
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

/** Lets go of zones that are no longer ours, and reads those of the day and its findings ahead, so that they are here when the signal is not. */
function useFetchAhead(day: FieldDay | null): void {
  const { db, session } = useField();
  const personId = session.person.id;
  useEffect(() => {
    if (!day) return;
    void (async () => {
      const ours = new Set(day.zones.map(({ id }) => zoneKey(personId, id)));
      const kept = await keptKeys(db, zoneKey(personId, ""));
      await forget(
        db,
        kept.filter((key) => !ours.has(key)),
      );
      for (const { id } of day.zones) {
        const key = zoneKey(personId, id);
        if ((await keptKeys(db, key)).length > 0) continue;
        await keep(db, key, await get(`/api/field/zones/${id}`, ZonePackage));
      }
      for (const { findingId } of day.revisits) {
        const key = findingKey(personId, findingId);
        if ((await keptKeys(db, key)).length === 0) await keep(db, key, await fetchFinding(findingId));
      }
      // Without signal there is nothing to read ahead; the screens say so themselves.
    })().catch(() => undefined);
  }, [day, db, personId]);
}
