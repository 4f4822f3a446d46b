import { useEffect } from "react";
import type { ZonePackage } from "@lingzhu/domain/patrol";
import { Button } from "../frame/button.tsx";
import { useField } from "../frame/field-context.ts";
import { Icon } from "../frame/icon.tsx";
import { goTo, type Screen as Where } from "../frame/navigation.ts";
import { AnswerState, Empty } from "../frame/notice.tsx";
import { Screen } from "../frame/screen.tsx";
import { keptRows, useLive } from "../store/kept.ts";
import { useFetchAhead, useFieldDay } from "../today/field-day.ts";
import { zoneKey } from "../zone/zone-package.ts";

/** Where a scanned household is recorded: the zone of today that has it. The phone's own camera leads here too. */
export function CodeScreen({ placeId }: { placeId: string }) {
  const { db, session } = useField();
  const personId = session.person.id;
  const answer = useFieldDay();
  useFetchAhead(answer.value);
  const zones = useLive(`code/${placeId}`, async () => {
    const kept = await keptRows(db, zoneKey(personId, ""));
    return kept.map(({ value }) => value as ZonePackage);
  });
  const having = zones?.filter(({ places }) => places.some(({ id }) => id === placeId)) ?? [];
  const only = having.length === 1 ? having[0]!.zone.id : null;
  const sheet = (zoneId: string): Where => ({ name: "zone", zoneId, placeId, corrects: null });
  useEffect(() => {
    if (only) goTo({ name: "zone", zoneId: only, placeId, corrects: null }, "replace");
  }, [only, placeId]);

  if (only || !zones) return <Screen title="扫码打开">{null}</Screen>;
  if (having.length > 1)
    return (
      <Screen title="登记在哪一轮" back={{ name: "today" }}>
        <p>这一户现在在两轮里，请选这次登记的是哪一轮。</p>
        <div className="stack">
          {having.map(({ zone, round }) => (
            <Button key={zone.id} onClick={() => goTo(sheet(zone.id), "replace")}>
              {round.name} · {zone.name}
            </Button>
          ))}
        </div>
      </Screen>
    );
  // Zones of the day may still be on their way.
  const expected = answer.value?.zones.length ?? 0;
  if (answer.loading || zones.length < expected)
    return (
      <Screen title="扫码打开" back={{ name: "today" }}>
        <AnswerState answer={answer} noun="今日任务" />
        <p className="answer-state" role="status">
          正在找这一户…
        </p>
      </Screen>
    );
  return (
    <Screen title="扫码打开" back={{ name: "today" }}>
      <Empty
        title="这一户不在您今天的片里"
        action={
          <>
            <Button onClick={() => goTo({ name: "scan" }, "replace")}>
              <Icon name="code" />
              再扫一个
            </Button>
            <Button onClick={() => goTo({ name: "today" }, "replace")}>看今天的片</Button>
          </>
        }
      >
        二维码是对的，只是这一户归别的组，或这一轮不查。看到可疑植株，随时可以点「发现」上报。
      </Empty>
    </Screen>
  );
}
