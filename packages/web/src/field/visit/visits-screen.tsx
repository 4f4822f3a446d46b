import { useMemo, useState } from "react";
import { z } from "zod";
import { Conflict, type ZonePackage } from "@lingzhu/domain/patrol";
import { gradeNames, grades, OwnPresence } from "@lingzhu/domain/presence";
import { get } from "../../shared/api/index.ts";
import { Button } from "../frame/button.tsx";
import { useField } from "../frame/field-context.ts";
import { AnswerState, Empty } from "../frame/notice.tsx";
import { Screen } from "../frame/screen.tsx";
import { RetractSheet } from "../retraction/retract-sheet.tsx";
import type { OutboxEntry } from "../store/entry.ts";
import { keptRows, useKept, useLive } from "../store/kept.ts";
import { useFieldDay } from "../today/field-day.ts";
import { placePath } from "../zone/places.ts";
import { zoneKey } from "../zone/zone-package.ts";
import { GradeMark } from "./grade-mark.tsx";
import { OwnRecordRow } from "./own-record-row.tsx";
import { gradeCounts, ownRecords, type OwnAnswers } from "./own-records.ts";
import "./visits.css";

const LOOKED_THROUGH = 600;
const PAGE = 30;
const nothing: OwnAnswers = { presence: [], conflicts: [] };

/** 我的登记: what one recorded, how believable each visit is and why, where others said otherwise, and taking back. */
export function VisitsScreen() {
  const { outbox, session } = useField();
  const personId = session.person.id;
  const { answer, nameOf } = useOwnAnswers();
  const entries = useLive(`own-records/${personId}`, () => outbox.latest(LOOKED_THROUGH));
  const records = useMemo(
    () => (entries ? ownRecords(entries, personId, answer.value ?? nothing, nameOf) : null),
    [entries, personId, answer.value, nameOf],
  );
  const [pages, setPages] = useState(1);
  const [retracting, setRetracting] = useState<OutboxEntry | null>(null);
  const counts = gradeCounts(records ?? []);
  const shown = records?.slice(0, pages * PAGE) ?? [];
  return (
    <Screen title="我的登记" back={{ name: "me" }}>
      <AnswerState answer={answer} noun="到户可信程度" />
      {answer.value && answer.value.presence.length > 0 && (
        <>
          <ul className="grade-counts">
            {gradeNames.map((grade) => (
              <li key={grade}>
                <GradeMark grade={grade} />
                <strong>{counts[grade]}</strong>
                <span>{grades[grade]}</span>
              </li>
            ))}
          </ul>
          <p className="hint">
            可信程度由定位、轨迹、停留和照片算出，街道看到的和这里一样。点一条可看理由；有误会，请街道或社区书记具名认定。
          </p>
        </>
      )}
      {records?.length === 0 && (
        <Empty title="这几天还没有登记">在片里点一户或一块地，选结果就是一条登记。</Empty>
      )}
      <ul className="rows">
        {shown.map((record) => (
          <OwnRecordRow key={record.id} record={record} onRetract={setRetracting} />
        ))}
      </ul>
      {records && records.length > shown.length && (
        <Button onClick={() => setPages(pages + 1)}>更早的</Button>
      )}
      {retracting && <RetractSheet entry={retracting} onClose={() => setRetracting(null)} />}
    </Screen>
  );
}

/** Grades and conflicts of today's rounds, and the names of their places. */
function useOwnAnswers() {
  const { db, session } = useField();
  const personId = session.person.id;
  const day = useFieldDay();
  const rounds = [...new Set((day.value?.zones ?? []).map(({ round }) => round.id))];
  const answer = useKept<OwnAnswers>(db, `${personId}/own-answers/${rounds.join("+")}`, async () => {
    const of = (roundId: string) =>
      Promise.all([
        get(`/api/field/visits/presence?roundId=${roundId}`, OwnPresence),
        get(`/api/field/visits/conflicts?roundId=${roundId}`, z.array(Conflict)),
      ]);
    const all = await Promise.all(rounds.map(of));
    return { presence: all.flatMap(([own]) => own), conflicts: all.flatMap(([, own]) => own) };
  });
  const names = useLive(`names/${personId}`, async () => {
    const kept = await keptRows(db, zoneKey(personId, ""));
    const places = kept.flatMap(({ value }) => (value as ZonePackage).places);
    return new Map(places.map((place) => [place.id, placePath(place)]));
  });
  const nameOf = useMemo(() => (placeId: string) => names?.get(placeId) ?? null, [names]);
  return { answer, nameOf };
}
