import { useMemo, useState } from "react";
import { plantStages, type FieldPlace } from "@lingzhu/domain/patrol";
import { count, shareOf, shortDay } from "../../shared/format/index.ts";
import { Choice } from "../frame/choice.tsx";
import { Icon } from "../frame/icon.tsx";
import { goBack, goTo, type Screen as Where } from "../frame/navigation.ts";
import { AnswerState, Empty } from "../frame/notice.tsx";
import { Screen } from "../frame/screen.tsx";
import { usePosition } from "../position/watch.ts";
import { TrackStrip } from "../track/track-strip.tsx";
import { VisitSheet } from "../visit/visit-sheet.tsx";
import { Buildings } from "./buildings.tsx";
import { NearList } from "./near-list.tsx";
import { counts, groupsOf, matches, passes, placeFilters, seenOf, type PlaceFilter } from "./places.ts";
import { useZone } from "./zone-package.ts";
import { ZonePlan } from "./zone-plan.tsx";
import "./zone.css";

const views = { buildings: "按楼栋", near: "由近到远", plan: "方位图" } as const;
type View = keyof typeof views;

/** 片: its places as façades, nearest first, or on a plan; a tap opens the sheet that records. */
export function ZoneScreen(props: { zoneId: string; placeId: string | null; corrects: string | null }) {
  const { zoneId } = props;
  const { answer, places, visits } = useZone(zoneId);
  const position = usePosition();
  const [view, setView] = useState<View>("buildings");
  const [filter, setFilter] = useState<PlaceFilter>("all");
  const [typed, setTyped] = useState("");

  const figures = useMemo(() => counts(places), [places]);
  const shown = places.filter((place) => passes(place, filter) && matches(place, typed));
  const here = position.kind === "fixed" ? position.fix : null;
  const zone = answer.value;
  const open = (place: FieldPlace) => goTo({ name: "zone", zoneId, placeId: place.id, corrects: null });
  const place = places.find(({ id }) => id === props.placeId);
  const home: Where = { name: "zone", zoneId, placeId: null, corrects: null };

  return (
    <Screen title={zone?.zone.name ?? "片"} back={{ name: "today" }}>
      <AnswerState answer={answer} noun="片内名单" />
      {zone && (
        <>
          <p className="zone-round">
            {zone.round.name} · {plantStages[zone.round.stage]}期
            <small>{shortDay(zone.round.end)} 截止</small>
          </p>
          <Progress seen={seenOf(places)} total={places.length} />
          <div className="zone-tools">
            <label className="search">
              <Icon name="search" />
              <span className="spoken">按门牌或地块名查找</span>
              <input
                type="search"
                inputMode="search"
                enterKeyHint="search"
                placeholder="门牌、地块"
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
              />
            </label>
            <TrackStrip zoneId={zoneId} roundId={zone.round.id} zoneName={zone.zone.name} />
          </div>
          <Choice
            label="只看"
            options={placeFilters}
            figures={figures}
            value={filter}
            onChoose={setFilter}
            even
          />
          <div className="tabs" role="group" aria-label="排列">
            {(Object.entries(views) as [View, string][]).map(([key, word]) => (
              <button key={key} type="button" aria-pressed={view === key} onClick={() => setView(key)}>
                {word}
              </button>
            ))}
          </div>
          {shown.length === 0 ? (
            <NothingShown filter={filter} typed={typed} total={places.length} />
          ) : view === "buildings" ? (
            <Buildings
              groups={groupsOf(shown)}
              here={here}
              isNarrowed={typed !== "" || filter !== "all"}
              onOpen={open}
            />
          ) : view === "near" ? (
            <NearList places={shown} position={position} onOpen={open} />
          ) : (
            <ZonePlan
              groups={groupsOf(shown)}
              here={here}
              onOpenGroup={(name) => {
                setView("buildings");
                setTyped(name);
              }}
            />
          )}
        </>
      )}
      {zone && place && (
        <VisitSheet
          key={`${place.id}/${props.corrects ?? ""}`}
          zone={zone.zone}
          roundId={zone.round.id}
          place={place}
          own={visits.filter(({ fact }) => fact.placeId === place.id)}
          corrects={props.corrects}
          onClose={() => goBack(home)}
        />
      )}
    </Screen>
  );
}

export function Progress({ seen, total }: { seen: number; total: number }) {
  const left = total - seen;
  return (
    <div className="progress">
      <div className="progress-track" aria-hidden="true">
        <i style={{ inlineSize: `${total === 0 ? 0 : (seen / total) * 100}%` }} />
      </div>
      <span>已查 {shareOf(seen, total, "处")}</span>
      <span className="progress-left">{left > 0 ? `还有 ${count(left)} 处` : "全部查完"}</span>
    </div>
  );
}

function NothingShown(props: { filter: PlaceFilter; typed: string; total: number }) {
  if (props.total === 0)
    return (
      <Empty title="这个片里还没有地点">名单由街道在划片时确定。如果不对，请告诉社区书记或街道禁毒办。</Empty>
    );
  if (props.typed !== "")
    return (
      <Empty title={`没有找到「${props.typed}」`}>可以只输门牌数字，例如 301；也可能这一户在别的片里。</Empty>
    );
  return (
    <Empty title={`没有「${placeFilters[props.filter]}」的地点`}>
      {props.filter === "unseen"
        ? "这个片每一处都有人去过了。"
        : props.filter === "again"
          ? "没有要再去的门。"
          : "这个片没有列为重点的地点。"}
    </Empty>
  );
}
